/** What the rich editor can hold: exactly what Markdown can say, and nothing that would be lost on saving. */
import { Extension, getSchema } from '@tiptap/core'
import { Code } from '@tiptap/extension-code'
import { Image } from '@tiptap/extension-image'
import { Placeholder } from '@tiptap/extensions'
import { StarterKit } from '@tiptap/starter-kit'

const only = (name, value, { html = null } = {}) => ({
  [name]: { default: value, keepOnSplit: false, parseHTML: () => html ?? value, renderHTML: () => ({}) },
})

/** Markdown's own distinctions, kept so that editing a text does not restyle its source. */
const Markdownish = Extension.create({
  name: 'markdownish',
  addGlobalAttributes: () => [
    { types: ['bulletList', 'orderedList'], attributes: only('tight', true) },
    {
      // The server shows a plain line end as a break; one that a text asks for with a backslash keeps it.
      types: ['hardBreak'],
      attributes: {
        soft: {
          default: true,
          parseHTML: element => !element.hasAttribute('data-hard'),
          renderHTML: ({ soft }) => (soft ? {} : { 'data-hard': '' }),
        },
      },
    },
  ],
})

/** A picture of ours is shown; one that lies elsewhere is named, so that nobody learns who opened the text. */
const Picture = Image.extend({
  renderHTML({ HTMLAttributes }) {
    const { src, alt } = HTMLAttributes
    if (/^(\/(?![\/\\])|blob:)/.test(src ?? '')) return ['img', HTMLAttributes]
    return ['span', { class: 'elsewhere', title: src }, alt || src || '']
  },
})

export function extensions({ placeholder = '' } = {}) {
  return [
    StarterKit.configure({
      code: false,
      underline: false,
      link: {
        openOnClick: false,
        defaultProtocol: 'https',
        HTMLAttributes: { target: null, rel: null },
        shouldAutoLink: url => /^https?:\/\//.test(url),
      },
    }),
    Picture.configure({ inline: true }),
    // Markdown allows a bold or linked piece of code; code must be the innermost mark to be written down.
    Code.extend({ excludes: '', priority: 50 }),
    Markdownish,
    Placeholder.configure({ placeholder }),
  ]
}

export const schema = getSchema(extensions())
