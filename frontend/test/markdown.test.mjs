import './dom.mjs'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import MarkdownIt from 'markdown-it'

const { beyond, read, write, LONGEST } = await import('../src/markdown.js')
const { schema } = await import('../src/extensions.js')

const parser = new MarkdownIt({ html: false, linkify: true, breaks: true })
/** As a browser shows it: the order in which marks lie around the same words does not matter. */
const html = source =>
  parser
    .render(source)
    .replace(/\n<\/code>/g, '</code>')
    .replace(/(?:<(?:strong|em|s|a|a [^>]*)>){2,}/g, run => run.match(/<[^>]*>/g).sort().join(''))
    .replace(/(?:<\/(?:strong|em|s|a)>){2,}/g, run => run.match(/<[^>]*>/g).sort().join(''))

const corpus = readFileSync(new URL('./constructs.md', import.meta.url), 'utf8')
  .split(/^%%+ ?(.*)\n/m)
  .slice(1)
const pair = (_, i) => [corpus[2 * i].trim(), corpus[2 * i + 1].trimEnd()]
const constructs = Array.from({ length: corpus.length / 2 }, pair)

/** Numbers in an order that is the same on every run. */
function* dice(seed) {
  for (;;) {
    seed = (seed * 1664525 + 1013904223) % 2 ** 32
    yield seed / 2 ** 32
  }
}
const chooser = seed => {
  const rolls = dice(seed)
  return list => list[Math.floor(rolls.next().value * list.length)]
}

test('every construct keeps its meaning, or is left to Markdown', () => {
  assert.ok(constructs.length > 60)
  for (const [name, source] of constructs) {
    const why = beyond(source)
    const expected = /^\[(\w+)\]/.exec(name)?.[1] ?? ''
    assert.equal(why, expected, `${name}: ${JSON.stringify(source)}`)
    if (!why) assert.equal(html(write(read(source))), html(source), name)
  }
})

test('constructs in any mixture keep their meaning, or are left to Markdown', () => {
  const pick = chooser(7)
  const quoted = text => text.replace(/^/gm, '> ')
  const listed = text => text.replace(/^/gm, '   ').replace(/^ {3}/, '1. ')
  let kept = 0
  for (let round = 0; round < 1500; round++) {
    const part = () => pick([t => t, t => t, quoted, listed])(pick(constructs)[1])
    const parts = Array.from({ length: pick([1, 2, 3, 4]) }, part)
    const source = parts.join(pick(['\n\n', '\n\n', '\n']))
    if (beyond(source)) continue
    kept++
    const once = write(read(source))
    assert.equal(html(once), html(source), JSON.stringify(source))
    assert.equal(write(read(once)), once, `settles at once: ${JSON.stringify(source)}`)
  }
  assert.ok(kept > 300, `${kept} mixtures were editable`)
})

test('whatever a person types comes back as the words they typed', () => {
  const pick = chooser(11)
  const signs = [...'*_`~[]()<>#+-=|:!\\&.1 \t"', '  ', '&amp;', '<b>', '![', '](x)', '~~', '***', '\\\\', '```']
  const starts = ['# ', '1. ', '2) ', '- ', '> ', ':::', '---', '===']
  const pieces = [...signs, ...starts, 'word', 'ä', '@ana', 'a_b']
  const tidy = text => text.replace(/\s+/g, ' ').trim()
  const leafText = leaf => (leaf.type.name === 'hardBreak' ? '\n' : '')
  const words = node => node.textBetween(0, node.content.size, '\n', leafText)
  for (let round = 0; round < 4000; round++) {
    const line = () => Array.from({ length: pick([1, 2, 4, 8]) }, () => pick(pieces)).join('')
    const lines = Array.from({ length: pick([1, 1, 2, 3]) }, line)
    const content = lines.flatMap((line, i) => [
      ...(i ? [{ type: 'hardBreak', attrs: { soft: pick([true, false]) } }] : []),
      ...(line ? [{ type: 'text', text: line }] : []),
    ])
    const inner = { type: 'paragraph', content }
    const wrapped = pick([
      inner,
      { type: 'blockquote', content: [inner] },
      { type: 'bulletList', content: [{ type: 'listItem', content: [inner] }] },
      { type: 'heading', attrs: { level: 2 }, content: content.filter(node => node.type === 'text') },
    ])
    const doc = schema.nodeFromJSON({ type: 'doc', content: [wrapped] })
    const source = write(doc)
    const back = read(source)
    assert.equal(tidy(words(back)), tidy(words(doc)), JSON.stringify(source))
    if (tidy(words(doc))) {
      const shape = node => (node.isTextblock ? node.type.name : `${node.type.name}(${node.children.map(shape)})`)
      assert.equal(shape(back), shape(doc), JSON.stringify(source))
    }
  }
})

test('marks around words come back as the same marks', () => {
  const pick = chooser(23)
  const sets = ['', '', 'bold', 'italic', 'bold italic', 'strike', 'code', 'bold code', 'link', 'link italic']
  const marks = sets.map(set => set.split(' ').filter(Boolean))
  const addresses = ['https://example.org/a_b', '/files/3', 'https://example.org/(x)', 'mailto:a@example.org']
  const asMark = type => (type === 'link' ? { type, attrs: { href: pick(addresses) } } : { type })
  const flat = doc => {
    const runs = []
    doc.descendants(node => {
      if (!node.isText) return
      const names = node.marks.map(mark => mark.type.name + (mark.attrs.href ?? '')).sort().join('+')
      for (const word of node.text.split(/\s+/).filter(Boolean)) runs.push(`${word}:${names}`)
    })
    return runs
  }
  for (let round = 0; round < 2000; round++) {
    const content = Array.from({ length: pick([1, 2, 3, 5]) }, (_, i) => ({
      type: 'text', text: `${pick(['', 'the '])}w${i}${pick(['', ' end'])}`, marks: pick(marks).map(asMark),
    })).flatMap((node, i) => (i ? [{ type: 'text', text: ' ' }, node] : [node]))
    const doc = schema.nodeFromJSON({ type: 'doc', content: [{ type: 'paragraph', content }] })
    assert.deepEqual(flat(read(write(doc))), flat(doc), JSON.stringify(write(doc)))
  }
})

test('a very long text is left to Markdown without being parsed', () => {
  const started = performance.now()
  assert.equal(beyond('![a]['.repeat(LONGEST)), 'long')
  assert.ok(performance.now() - started < 50)
})

test('dangerous addresses never become links', () => {
  const address = 'javascript:alert(1)'
  for (const source of [`[x](${address})`, '[x](data:text/html,x)', `![x](${address})`, `<${address}>`]) {
    const found = []
    read(source).descendants(node => { found.push(...node.marks.map(mark => mark.type.name), node.type.name) })
    assert.ok(!found.includes('link') && !found.includes('image'), source)
  }
})
