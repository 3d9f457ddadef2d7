/** The rich editor that `cv-composer` loads when somebody is about to write. */
import { Editor } from '@tiptap/core'
import { extensions } from './extensions.js'
import { beyond, read, write } from './markdown.js'

export { beyond }

const SPACE = { type: 'text', text: ' ' }

/** What the buttons of the toolbar do, and the mark or block that tells whether a button is pressed. */
const COMMANDS = {
  bold: ['toggleBold', 'bold'],
  italic: ['toggleItalic', 'italic'],
  code: ['toggleCode', 'code'],
  quote: ['toggleBlockquote', 'blockquote'],
  bullets: ['toggleBulletList', 'bulletList'],
  numbers: ['toggleOrderedList', 'orderedList'],
}

const content = source => read(source).toJSON()

/** The same methods as the plain field has, so that nobody needs to know which of the two is being written in. */
export class RichText {
  /**
   * Put an editor into an element.
   *
   * place: the element; markdown: the text to start with; attributes: of the editable element; placeholder;
   * onChange(markdown) after the text changed; onMove() after anything did, the place of the caret included.
   */
  constructor({ place, markdown, attributes, placeholder, onChange, onMove }) {
    this.place = place
    this.editor = new Editor({
      element: place,
      injectCSS: false,
      extensions: extensions({ placeholder }),
      content: content(markdown),
      editorProps: { attributes },
      onUpdate: ({ editor }) => onChange(write(editor.state.doc)),
      onTransaction: () => onMove(),
    })
  }

  focus() {
    this.editor.commands.focus(this.editor.isFocused ? null : 'end')
  }

  destroy() {
    this.editor.destroy()
    this.place.remove()
  }

  replace(markdown) {
    return this.editor.commands.setContent(content(markdown), { emitUpdate: false })
  }

  /** Which buttons are pressed, and the address of the link at the caret. */
  state() {
    const { editor } = this
    const pressed = Object.entries(COMMANDS).map(([name, [, type]]) => [name, editor.isActive(type)])
    const href = editor.getAttributes('link').href ?? ''
    return { ...Object.fromEntries(pressed), link: editor.isActive('link'), href }
  }

  do(name, value) {
    const chain = this.editor.chain().focus()
    if (COMMANDS[name]) chain[COMMANDS[name][0]]().run()
    else if (name === 'link') this.link(chain, value)
  }

  link(chain, href) {
    const { editor } = this
    const onWords = editor.isActive('link') || !editor.state.selection.empty
    if (!href) chain.extendMarkRange('link').unsetLink().run()
    else if (onWords) chain.extendMarkRange('link').setLink({ href }).run()
    else chain.insertContent([{ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }, SPACE]).run()
  }

  /** One line goes into the line, anything more becomes blocks, with room to write on below. */
  insert(markdown) {
    const blocks = content(markdown).content
    const gap = /\S$/.test(this.before()) ? [SPACE] : []
    const isLine = !markdown.includes('\n') && blocks[0].type === 'paragraph'
    const what = isLine ? [...gap, ...(blocks[0].content ?? []), SPACE] : [...blocks, { type: 'paragraph' }]
    this.editor.chain().focus().insertContent(what).scrollIntoView().run()
  }

  /** The words before the caret in its paragraph, for suggestions; none in code. */
  before() {
    const { $from, empty } = this.editor.state.selection
    const writable = empty && $from.parent.isTextblock && !$from.parent.type.spec.code && !this.editor.isActive('code')
    return writable ? $from.parent.textBetween(0, $from.parentOffset, null, '\n') : ''
  }

  /** Where the caret stands on the screen. */
  caret() {
    return this.editor.view.coordsAtPos(this.editor.state.selection.from)
  }

  /** Put words in the place of the last characters before the caret. */
  swap(count, text) {
    const { from } = this.editor.state.selection
    this.editor.chain().focus().insertContentAt({ from: from - count, to: from }, text).run()
  }
}
