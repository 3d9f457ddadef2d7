/**
 * A textarea that can be written to by buttons: bold, links, lists, files, names.
 *
 *   <cv-plain><textarea name="body"></textarea></cv-plain>
 *
 * Has the methods of the rich editor (do, insert, before, caret, swap, focus), so that others need not ask which of
 * the two they are talking to. Changes can be undone with Ctrl+Z.
 */
const WRAPS = { bold: '**', italic: '*', code: '`' }
const LINES = { quote: () => '> ', bullets: () => '- ', numbers: i => `${i + 1}. ` }

customElements.define('cv-plain', class extends HTMLElement {
  get field() { return this.querySelector('textarea') }
  get chosen() { return this.field.value.slice(this.field.selectionStart, this.field.selectionEnd) }

  do(name, value) {
    const { selectionStart: from, selectionEnd: to, value: text } = this.field
    const { chosen } = this
    if (name === 'link') this.put(value ? `[${chosen || value}](${value})` : chosen)
    else if (WRAPS[name]) {
      const sign = WRAPS[name]
      this.put(sign + chosen + sign)
      this.field.setSelectionRange(from + sign.length, to + sign.length)
    } else if (LINES[name]) {
      const start = text.lastIndexOf('\n', from - 1) + 1
      this.field.setSelectionRange(start, to)
      this.put(text.slice(start, to).split('\n').map((line, i) => LINES[name](i) + line).join('\n'))
    }
  }

  /** One line goes into the line, anything more between blank lines. */
  insert(markdown) {
    const ahead = this.before()
    if (!markdown.includes('\n')) return this.put(`${/\S$/.test(ahead) ? ' ' : ''}${markdown} `)
    const gap = !ahead || ahead.endsWith('\n\n') ? '' : ahead.endsWith('\n') ? '\n' : '\n\n'
    return this.put(`${gap}${markdown.trim()}\n\n`)
  }

  before() { return this.field.value.slice(0, this.field.selectionStart) }

  caret() {
    const { left, bottom } = this.field.getBoundingClientRect()
    return { left: left + 16, top: bottom, bottom: bottom - 8 }
  }

  swap(count, text) {
    this.field.setSelectionRange(this.field.selectionStart - count, this.field.selectionEnd)
    this.put(text)
  }

  focus() { this.field.focus() }

  put(text) {
    this.field.focus()
    // The one way that the browser's own undo remembers; where it is gone, the text is put in all the same.
    if (text && document.execCommand('insertText', false, text)) return
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, 'end')
    this.field.dispatchEvent(new Event('input', { bubbles: true }))
  }
})
