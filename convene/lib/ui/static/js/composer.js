/**
 * A text field in which nobody needs to know Markdown, and which stores Markdown all the same.
 *
 * Without script the textarea is the field. With it, a rich editor takes its place as soon as somebody is about to
 * write, and keeps the textarea (which is what is posted) up to date. A text that the rich editor could not keep
 * whole stays in the textarea, and the note says why. Ctrl+Enter sends. The parts inside are elements of their own;
 * all but cv-plain may be left out.
 *
 *   <form class="composer" method="post">
 *     <cv-composer data-why-other="…" data-why-table="…" data-failed="…">
 *       <div class="bar"> <cv-toolbar>…</cv-toolbar> <cv-preview>…</cv-preview> </div>
 *       <cv-plain><textarea name="body" class="text" id="body" placeholder="…"></textarea></cv-plain>
 *       <p class="note" role="status"></p>
 *       <cv-mentions>…</cv-mentions> <cv-attach>…</cv-attach>
 *     </cv-composer>
 *     <div class="end"> <cv-draft>…</cv-draft> <button class="btn primary">Reply</button> </div>
 *   </form>
 *
 * data-why-other, and -container, -footnote, -long, -table, -tasks where more can be said: why this text is shown as
 *   Markdown. data-failed: the editor could not be loaded.
 *
 * Understands the events `cv:do` {name, value} from the toolbar and `cv:insert` {markdown} from anybody. `value` is
 * the text; `writer` is whoever holds it now, the rich editor or cv-plain: both have do, insert, before, caret, swap.
 */
const PREFERENCE = 'convene.composer'

customElements.define('cv-composer', class extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector('textarea')
    this.plain = this.querySelector('cv-plain')
    this.form = this.field.form
    this.stop = new AbortController()
    const on = (target, type, then) => target?.addEventListener(type, then, { signal: this.stop.signal })
    on(this, 'cv:do', ({ detail: { name, value } }) => {
      if (name === 'markdown') this.toggle()
      else this.writer.do(name, value)
    })
    on(this, 'cv:insert', ({ detail }) => this.insert(detail.markdown))
    on(this, 'keydown', event => this.key(event))
    on(this, 'focusin', () => this.load())
    on(this.form, 'reset', () => setTimeout(() => (this.value = this.field.value)))
    for (const label of this.field.labels) on(label, 'click', () => this.rich?.focus())
    this.sight = new IntersectionObserver(([entry]) => entry.isIntersecting && this.load(), { rootMargin: '200px' })
    this.sight.observe(this)
    this.show()
  }

  disconnectedCallback() {
    this.stop.abort()
    this.sight.disconnect()
    this.close()
    this.loading = null
  }

  get writer() { return this.rich ?? this.plain }
  get value() { return this.field.value }
  set value(markdown) {
    this.field.value = markdown
    if (this.rich) this.open() || this.close()
    this.changed()
  }

  /** Fetch the editor, once; people who prefer Markdown never load it. */
  async load() {
    if (this.loading || localStorage.getItem(PREFERENCE) === 'markdown') return
    this.sight.disconnect()
    this.loading = import('../vendor/composer-kit.js')
    try {
      this.kit = await this.loading
      if (this.isConnected) this.open()
    } catch {
      this.loading = null
      this.say(this.dataset.failed)
    }
  }

  /** Show the text in the rich editor, if that can hold all of it. */
  open() {
    const why = this.kit.beyond(this.value)
    this.say(why && (this.dataset[`why${why[0].toUpperCase()}${why.slice(1)}`] ?? this.dataset.whyOther))
    if (why) return false
    if (this.rich) return this.rich.replace(this.value)
    const focused = document.activeElement === this.field
    const place = Object.assign(document.createElement('div'), { className: 'rich' })
    this.plain.after(place)
    this.rich = new this.kit.RichText({
      place, markdown: this.value, placeholder: this.field.placeholder, attributes: this.attributesOfText(),
      onChange: markdown => { this.field.value = markdown; this.changed() },
      onMove: () => this.show(),
    })
    this.required = this.field.required
    this.field.required = false // a hidden field cannot say that it is empty; the server does
    this.plain.hidden = true
    if (focused) this.rich.focus()
    this.show()
    return true
  }

  /** Show the text as Markdown. */
  close() {
    if (!this.rich) return
    this.rich.destroy()
    this.rich = null
    this.plain.hidden = false
    this.field.required = this.required
    this.show()
  }

  async toggle() {
    if (this.rich) {
      localStorage.setItem(PREFERENCE, 'markdown')
      this.close()
    } else {
      localStorage.removeItem(PREFERENCE)
      if (this.kit) this.open()
      else await this.load()
    }
    this.writer.focus()
  }

  insert(markdown) {
    if (this.rich && this.kit.beyond(markdown)) this.close()
    this.writer.insert(markdown)
  }

  attributesOfText() {
    const { field } = this
    const [label] = field.labels
    if (label) label.id ||= `${field.id}-label`
    const described = field.getAttribute('aria-describedby')
    return {
      class: 'text prose', role: 'textbox', 'aria-multiline': 'true', spellcheck: 'true',
      ...(label ? { 'aria-labelledby': label.id } : { 'aria-label': field.ariaLabel ?? field.placeholder }),
      ...(described ? { 'aria-describedby': described } : {}),
      ...(field.ariaInvalid ? { 'aria-invalid': field.ariaInvalid } : {}),
    }
  }

  key(event) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    this.form?.requestSubmit()
  }

  changed() { this.field.dispatchEvent(new Event('input', { bubbles: true })) }
  show() { this.querySelector('cv-toolbar')?.show?.(this.rich?.state() ?? { markdown: true }) }
  say(text) { const note = this.querySelector('.note'); if (note) note.textContent = text ?? '' }
})
