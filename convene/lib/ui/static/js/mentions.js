/**
 * People to mention: type @ and the first letters of a name.
 *
 *   <cv-mentions data-url="/people/suggest/" data-label="People" data-hint="Arrow keys to choose, …"
 *                data-none="Nobody by that name."></cv-mentions>
 *
 * Inside a cv-composer. Asks GET {data-url}?q=… for JSON [{handle, name, note}] and shows the answers beside the
 * caret as a listbox; the caret stays in the text. Enter or Tab takes the chosen name, Escape closes.
 */
const WORD = /(?:^|[\s(])@([\p{L}\p{N}_.-]{0,40})$/u
const WAIT = 120

customElements.define('cv-mentions', class extends HTMLElement {
  connectedCallback() {
    this.composer = this.closest('cv-composer')
    this.stop = new AbortController()
    const { signal } = this.stop
    this.composer.addEventListener('input', () => this.look(), { signal })
    this.composer.addEventListener('focusout', () => this.close(), { signal })
    // Heard before the editor makes a line of Enter
    this.composer.addEventListener('keydown', event => this.key(event), { capture: true, signal })
    this.list = Object.assign(document.createElement('ul'), { className: 'people', role: 'listbox', popover: 'manual' })
    this.list.id = `people-${crypto.getRandomValues(new Uint32Array(1))[0]}`
    this.list.ariaLabel = this.dataset.label
    this.list.onmousedown = event => event.preventDefault()
    this.list.onclick = event => this.take(event.target.closest('[role="option"]'))
    this.hint = Object.assign(document.createElement('p'), { className: 'visually-hidden', role: 'status' })
    this.replaceChildren(this.list, this.hint)
  }

  disconnectedCallback() { this.stop.abort() }

  look() {
    clearTimeout(this.timer)
    const found = WORD.exec(this.composer.writer.before())
    if (!found) return this.close()
    this.word = found[1]
    this.timer = setTimeout(() => this.ask(this.word), WAIT)
  }

  async ask(word) {
    const address = `${this.dataset.url}?${new URLSearchParams({ q: word })}`
    const answer = await fetch(address, { headers: { Accept: 'application/json' } }).catch(() => null)
    if (!answer?.ok || word !== this.word || !this.composer.contains(document.activeElement)) return
    this.open((await answer.json()).slice(0, 8))
  }

  open(people) {
    this.hint.textContent = people.length ? this.dataset.hint : (this.word && this.dataset.none) || ''
    if (!people.length) return this.shut()
    this.list.replaceChildren(...people.map((person, i) => this.option(person, i)))
    const { left, top, bottom } = this.composer.writer.caret()
    this.list.showPopover()
    const { offsetHeight: height, offsetWidth: width } = this.list
    this.list.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - width - 8))}px`
    this.list.style.top = `${bottom + height + 8 < innerHeight ? bottom + 4 : Math.max(8, top - height - 4)}px`
    this.text = document.activeElement
    this.text.setAttribute('aria-controls', this.list.id)
    this.text.setAttribute('aria-autocomplete', 'list')
    return this.choose(0)
  }

  option({ handle, name, note }, i) {
    const option = Object.assign(document.createElement('li'), { role: 'option', id: `${this.list.id}-${i}` })
    option.dataset.handle = handle
    const part = (tag, textContent, className = '') =>
      Object.assign(document.createElement(tag), { textContent, className })
    option.append(part('b', name), ' ', part('span', `@${handle}`, 'soft small'))
    if (note) option.append(part('span', note, 'soft small about'))
    return option
  }

  choose(i) {
    const options = [...this.list.children]
    this.at = (i + options.length) % options.length
    options.forEach((option, j) => (option.ariaSelected = String(j === this.at)))
    options[this.at].scrollIntoView({ block: 'nearest' })
    this.text.setAttribute('aria-activedescendant', options[this.at].id)
  }

  get isOpen() { return this.list.matches(':popover-open') }

  key(event) {
    if (!this.isOpen || event.isComposing || event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) this.choose(this.at + step)
    else if (event.key === 'Enter' || event.key === 'Tab') this.take(this.list.children[this.at])
    else if (event.key === 'Escape') this.close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  take(option) {
    if (!option) return
    const { length } = this.word
    this.close()
    this.composer.writer.swap(length, `${option.dataset.handle} `)
  }

  /** Hide the list, and forget what was asked for. */
  close() {
    clearTimeout(this.timer)
    this.word = null
    this.hint.textContent = ''
    this.shut()
  }

  shut() {
    if (!this.isOpen) return
    this.list.hidePopover()
    for (const name of ['controls', 'autocomplete', 'activedescendant']) this.text.removeAttribute(`aria-${name}`)
  }
})
