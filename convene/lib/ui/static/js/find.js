/**
 * A field with suggestions; that of the header has them also before one types, and its keys on every page.
 *
 *   <form action="/search/"><cv-find><input name="q"></cv-find></form>
 *
 * Asks GET suggest/?q=… below the form's address for JSON {found: [{title, url, kind, note}], words: {label, hint}}: the
 * words of the list come with it, so that no page has to carry them. Nothing is chosen until an arrow key is pressed:
 * Enter searches for what was typed. With nothing typed yet, what one looked for before is offered.
 */
const WAIT = 120
const part = (tag, properties, ...inside) => {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...inside)
  return made
}

customElements.define('cv-find', class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector('input')
    this.list = part('ul', { className: 'people finds', role: 'listbox', popover: 'manual', id: `find-list-${this.input.id}` })
    this.list.onmousedown = event => event.preventDefault()
    this.list.onclick = event => this.take(event.target.closest('[role="option"]'))
    this.hint = part('p', { className: 'visually-hidden', role: 'status' })
    this.append(this.list, this.hint)
    for (const [name, value] of Object.entries({
      role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.list.id,
      'aria-keyshortcuts': '/ Control+K', autocomplete: 'off',
    })) this.input.setAttribute(name, value)
    this.stop = new AbortController()
    const { signal } = this.stop
    this.input.addEventListener('input', () => this.look(), { signal })
    this.input.addEventListener('focus', () => this.look(), { signal })
    this.input.addEventListener('blur', () => this.close(), { signal })
    this.input.addEventListener('keydown', event => this.key(event), { signal })
    document.addEventListener('keydown', event => this.call(event), { signal })
  }

  disconnectedCallback() { this.stop.abort() }

  /** "/" and Ctrl+K go to the field, wherever no text is being written. */
  call(event) {
    const isCalled = event.key === '/' ? !event.ctrlKey && !event.metaKey && !event.altKey
      : event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)
    if (!isCalled || event.defaultPrevented || event.isComposing) return
    if (event.target.closest?.('input, textarea, select, [contenteditable], dialog')) return
    event.preventDefault()
    const field = [document.querySelector('.found-head input'), this.input].find(one => one?.checkVisibility())
    if (field) field.select()
    else location.assign(this.closest('form').action)
  }

  look() {
    clearTimeout(this.timer)
    const word = this.input.value.trim()
    this.timer = setTimeout(() => this.ask(word), word ? WAIT : 0)
  }

  async ask(word) {
    const answer = await this.fetched(word)
    if (!answer) return
    const { found, words } = answer
    if (found.length) this.open(found.map(one => this.option(one)), words.label, words.hint)
    else this.close()
  }

  /** What there is for this word; nothing where the field has moved on meanwhile. */
  async fetched(word) {
    const address = new URL(`suggest/?${new URLSearchParams({ q: word })}`, this.closest('form').action)
    const answer = await fetch(address, { headers: { Accept: 'application/json' } }).catch(() => null)
    const found = answer?.ok ? await answer.json().catch(() => null) : null
    return word === this.input.value.trim() && document.activeElement === this.input ? found : null
  }

  option({ title, url, kind = '', note = '' }) {
    const option = part('li', { role: 'option' }, part('span', { textContent: title }))
    option.dataset.address = url
    if (kind) option.append(part('span', { className: 'note', textContent: [kind, note].filter(Boolean).join(' · ') }))
    return option
  }

  open(options, label, hint) {
    options.forEach((option, i) => (option.id = `${this.list.id}-${i}`))
    this.list.replaceChildren(...options)
    this.list.ariaLabel = label
    this.hint.textContent = hint
    const { left, bottom, width } = this.input.getBoundingClientRect()
    this.list.showPopover()
    Object.assign(this.list.style, {
      width: `${Math.max(width, 288)}px`, top: `${bottom + 4}px`,
      left: `${Math.max(8, Math.min(left, document.documentElement.clientWidth - this.list.offsetWidth - 8))}px`,
    })
    this.input.ariaExpanded = 'true'
    this.choose(-1)
  }

  choose(i) {
    const options = [...this.list.children]
    this.at = i < -1 ? options.length - 1 : i >= options.length ? -1 : i
    options.forEach((option, j) => (option.ariaSelected = String(j === this.at)))
    options[this.at]?.scrollIntoView({ block: 'nearest' })
    if (this.at < 0) this.input.removeAttribute('aria-activedescendant')
    else this.input.setAttribute('aria-activedescendant', options[this.at].id)
  }

  key(event) {
    if (!this.list.matches(':popover-open') || event.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) this.choose(this.at + step)
    else if (event.key === 'Enter' && this.at >= 0) this.take(this.list.children[this.at])
    else if (event.key === 'Escape') this.close()
    else return
    event.preventDefault()
  }

  take(option) {
    if (option) location.assign(option.dataset.address)
  }

  close() {
    clearTimeout(this.timer)
    this.hint.textContent = ''
    if (!this.list.matches(':popover-open')) return
    this.list.hidePopover()
    this.input.ariaExpanded = 'false'
    this.input.removeAttribute('aria-activedescendant')
  }
})
