/**
 * Markdown in, document out, and back.
 *
 * markdown-it is the parser that the server uses too (in its Python form, with the same options), so that what the
 * editor shows is what will be posted.
 */
import MarkdownIt from 'markdown-it'
import { MarkdownParser, MarkdownSerializer, defaultMarkdownSerializer } from 'prosemirror-markdown'
import { escape } from './escape.js'
import { schema } from './extensions.js'

/** Longer texts are edited as Markdown: the rich editor would stutter. */
export const LONGEST = 60_000

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true })
// Words like "example.org" stay words: whether they become links is for the server to say.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false })

/** What a text says to its readers, whichever way it is written: blocks, and runs of words with their marks. */
function seen(source) {
  const said = []
  const say = (...what) => said.push(JSON.stringify(what))
  for (const token of markdown.parse(source, {})) {
    const { type, tag, attrs, hidden, info, content } = token
    if (type !== 'inline') {
      say(tag, attrs, hidden, token.nesting || type.replace('code_block', 'fence'), info.trim(), content.trimEnd())
      continue
    }
    const marks = []
    let run = ''
    const end = () => run && (say(run, [...marks].sort()), (run = ''))
    for (const [i, child] of token.children.entries()) {
      if (child.type === 'text') run += child.content
      else end()
      if (child.nesting > 0) marks.push(`${child.tag} ${child.attrs}`)
      else if (child.nesting < 0) marks.pop()
      else if (child.type !== 'text') say(child.type, child.content, child.attrs, [...marks].sort())
      if (child.type === 'link_open' && token.children[i + 1].type === 'link_close') say('empty')
    }
    end()
  }
  return said.join('\n')
}

const isTight = (tokens, i) => {
  while (++i < tokens.length) if (tokens[i].type !== 'list_item_open') return tokens[i].hidden
  return false
}

const parser = new MarkdownParser(schema, markdown, {
  blockquote: { block: 'blockquote' },
  paragraph: { block: 'paragraph' },
  list_item: { block: 'listItem' },
  bullet_list: { block: 'bulletList', getAttrs: (_, tokens, i) => ({ tight: isTight(tokens, i) }) },
  ordered_list: {
    block: 'orderedList',
    getAttrs: (token, tokens, i) => ({ start: Number(token.attrGet('start') ?? 1), tight: isTight(tokens, i) }),
  },
  heading: { block: 'heading', getAttrs: token => ({ level: Number(token.tag.slice(1)) }) },
  code_block: { block: 'codeBlock', noCloseToken: true },
  fence: { block: 'codeBlock', getAttrs: token => ({ language: token.info.trim() || null }), noCloseToken: true },
  hr: { node: 'horizontalRule' },
  image: {
    node: 'image',
    getAttrs: token => ({
      src: token.attrGet('src'),
      title: token.attrGet('title') || null,
      alt: token.children.map(child => child.content).join('') || null,
    }),
  },
  hardbreak: { node: 'hardBreak', getAttrs: () => ({ soft: false }) },
  softbreak: { node: 'hardBreak' },
  em: { mark: 'italic' },
  strong: { mark: 'bold' },
  s: { mark: 'strike' },
  link: { mark: 'link', getAttrs: token => ({ href: token.attrGet('href'), title: token.attrGet('title') || null }) },
  code_inline: { mark: 'code', noCloseToken: true },
})

const { nodes, marks } = defaultMarkdownSerializer
const title = text => (text ? ` "${text.replace(/["\\]/g, '\\$&')}"` : '')
const destination = href => (/[\s()<>]/.test(href) || !href ? `<${href.replace(/[<>\\]/g, '\\$&')}>` : href)

/** Neighbouring lists of one kind take turns in their signs, or Markdown would read them as one. */
const turn = (node, parent, index) => {
  let run = 0
  while (index - run > 0 && parent.child(index - run - 1).type === node.type) run++
  return run % 2
}

/** How an address can stand by itself: bare between spaces, else in angle brackets. */
const standing = (link, parent, index) => {
  const { href } = link.attrs
  const node = parent.child(index)
  const next = index + 1 < parent.childCount ? parent.child(index + 1) : null
  const alone = node.isText && node.text === href && !link.attrs.title && node.marks.length === 1
  if (!alone || !/^https?:\/\/[^\s<>"]+$/.test(href) || (next && link.isInSet(next.marks))) return ''
  const before = index ? parent.child(index - 1) : null
  const after = next ? (next.text ?? '\n') : ''
  const found = markdown.linkify.match(href + after.slice(0, 40))?.[0]
  const clear = !before || /[\s(]$/.test(before.text ?? '\n')
  return clear && /^[\w:/.?=&%#-]+$/.test(href) && found?.index === 0 && found.raw === href ? 'bare' : 'angle'
}

const serializer = new MarkdownSerializer(
  {
    blockquote: nodes.blockquote,
    paragraph: nodes.paragraph,
    horizontalRule: nodes.horizontal_rule,
    heading: nodes.heading,
    listItem(state, node) {
      node.forEach((child, _, i) => {
        // In a tight list a blank line would open the list up; a rule needs one, or its dashes would underline.
        if (i && state.inTightList && !['paragraph', 'horizontalRule'].includes(child.type.name)) state.flushClose(1)
        state.render(child, node, i)
      })
    },
    codeBlock(state, node) {
      const longest = Math.max(2, ...(node.textContent.match(/`{3,}/g) ?? []).map(run => run.length))
      const fence = '`'.repeat(longest + 1)
      state.write(`${fence}${node.attrs.language ?? ''}\n`)
      state.text(node.textContent, false)
      state.ensureNewLine()
      state.write(fence)
      state.closeBlock(node)
    },
    bulletList(state, node, parent, index) {
      const sign = '-*'[turn(node, parent, index)]
      state.renderList(node, '  ', () => `${sign} `)
    },
    orderedList(state, node, parent, index) {
      const sign = '.)'[turn(node, parent, index)]
      const start = node.attrs.start ?? 1
      const width = String(start + node.childCount - 1).length
      state.renderList(node, ' '.repeat(width + 2), i => `${start + i}${sign} `.padEnd(width + 2))
    },
    image(state, node) {
      state.write(`![${escape(node.attrs.alt ?? '')}](${destination(node.attrs.src ?? '')}${title(node.attrs.title)})`)
    },
    hardBreak(state, node, parent, index) {
      const rest = Array.from({ length: parent.childCount - index - 1 }, (_, i) => parent.child(index + 1 + i))
      if (!rest.some(other => other.type !== node.type && (!other.isText || other.text.trim()))) return
      if (parent.type.name === 'heading') return state.write(' ')
      let before = index - 1
      while (before >= 0 && parent.child(before).isText && !parent.child(before).text.trim()) before--
      const lineIsEmpty = before < 0 || parent.child(before).type === node.type
      if (!lineIsEmpty) state.out = state.out.replace(/[ \t]+$/, '')
      state.write(node.attrs.soft && !lineIsEmpty ? '\n' : '\\\n')
    },
    text(state, node, parent, index) {
      const inHeading = parent.type.name === 'heading'
      const atLineStart = !inHeading && (index === 0 || parent.child(index - 1).type.name === 'hardBreak')
      let text = state.inAutolink ? node.text : escape(node.text, { atLineStart })
      if (inHeading && index === parent.childCount - 1) text = text.replace(/#(?=#*\s*$)/, '\\#')
      state.text(text, false)
    },
  },
  {
    italic: marks.em,
    bold: marks.strong,
    strike: { open: '~~', close: '~~', mixable: true, expelEnclosingWhitespace: true },
    link: {
      mixable: true,
      open(state, mark, parent, index) {
        const way = standing(mark, parent, index)
        state.inAutolink = way || undefined
        return { bare: '', angle: '<' }[way] ?? '['
      },
      close(state, mark) {
        const way = state.inAutolink
        state.inAutolink = undefined
        return { bare: '', angle: '>' }[way] ?? `](${destination(mark.attrs.href ?? '')}${title(mark.attrs.title)})`
      },
    },
    code: marks.code,
  },
  { hardBreakNodeName: 'hardBreak' },
)

/** Markdown to a document of the editor. Raises for what `beyond` names. */
export const read = source => parser.parse(source)

/** A document of the editor to Markdown. */
export const write = doc => serializer.serialize(doc, { tightLists: true })

const SIGNS = {
  container: /^ {0,3}:{3,}/m,
  footnote: /^ {0,3}\[\^[^\]\s]+\]:/m,
  tasks: /^\s*(?:[-*+]|\d+[.)]) +\[[ xX]\] /m,
}

/**
 * What in a text the rich editor could not show and keep: '' for nothing, else 'long', 'container', 'footnote',
 * 'tasks', 'table' or 'other'. Such a text is edited as Markdown, so that nothing in it is lost.
 */
export function beyond(source) {
  if (source.length > LONGEST) return 'long'
  const sign = Object.keys(SIGNS).find(name => SIGNS[name].test(source))
  if (sign) return sign
  if (markdown.parse(source, {}).some(token => token.type === 'table_open')) return 'table'
  try {
    const doc = read(source)
    doc.check()
    return seen(write(doc)) === seen(source) ? '' : 'other'
  } catch {
    return 'other'
  }
}
