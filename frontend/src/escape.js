/** Plain words as Markdown that says just these words, with no more backslashes than needed. */
const WORD = /[\p{L}\p{N}]/u
const SPACE = /\s/

/** Whether a sign between two characters could open or close something; the edge of a text may touch anything. */
const couldMark = (sign, before, after) => {
  if (sign === '~') return before === '~' || after === '~' || !before || !after
  if (before && after && SPACE.test(before) && SPACE.test(after)) return false
  return sign !== '_' || !(before && after && WORD.test(before) && WORD.test(after))
}

const LINE_STARTS = [
  [/^(#{1,6})(?=\s|$)/, '\\$1'],
  [/^(>|:(?=::)|[-+*](?=\s|$|[-+*])|=(?==*\s*$)|[-|:](?=[-|:\s]*$))/, '\\$1'],
  [/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2'],
]

export function escape(text, { atLineStart = false } = {}) {
  const inline = (atLineStart ? text.replace(/^\s+/, '') : text)
    .replace(/\\(?=[!-/:-@[-`{-~]|\s*$)|[`[\]]/g, '\\$&')
    .replace(/<(?=[a-z/!?])|&(?=#?\w+;)/gi, '\\$&')
    .replace(/[*_~]/g, (sign, at, all) => (couldMark(sign, all[at - 1], all[at + 1]) ? `\\${sign}` : sign))
  return atLineStart ? LINE_STARTS.reduce((line, [sign, escaped]) => line.replace(sign, escaped), inline) : inline
}
