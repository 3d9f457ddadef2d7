/**
 * People to choose from: a listbox beside whatever has the caret, which stays there. cv-pick and cv-mentions hold one.
 *
 *   <cv-people data-url="/people/suggest/" data-label="People" data-hint="Arrow keys to choose, …"
 *              data-none="Nobody by that name."></cv-people>
 *
 * Whoever holds it calls look(word) while one types, key(event) for each key and close(), and sets `place`: where the
 * list goes, {left, top, bottom}. Asks GET {data-url}?q=… for JSON [{handle, name, note}]. Enter or Tab takes a person:
 * the event "take" has {handle, name, word} as its detail. Escape closes.
 */
const WAIT = 120
const MOST = 8
const part = (tag, properties) => Object.assign(document.createElement(tag), properties)

customElements.define('cv-people', class extends HTMLElement {
  connectedCallback() {
    const id = `people-${crypto.getRandomValues(new Uint32Array(1))[0]}`
    this.list = part('ul', { id, className: 'people', role: 'listbox', popover: 'manual', ariaLabel: this.dataset.label })
    this.list.onmousedown = event => event.preventDefault()
    this.list.onclick = event => this.take(event.target.closest('[role="option"]'))
    this.hint = part('p', { className: 'visually-hidden', role: 'status' })
    this.replaceChildren(this.list, this.hint)
  }

  get isOpen() { return this.list.matches(':popover-open') }

  look(word) {
    clearTimeout(this.timer)
    this.word = word
    this.timer = setTimeout(() => this.ask(word), WAIT)
  }

  async ask(word) {
    const text = document.activeElement
    const address = `${this.dataset.url}?${new URLSearchParams({ q: word })}`
    const answer = await fetch(address, { headers: { Accept: 'application/json' } }).catch(() => null)
    if (!answer?.ok || word !== this.word || document.activeElement !== text) return
    const people = (await answer.json()).slice(0, MOST)
    if (word === this.word) this.open(people, text)
  }

  open(people, text) {
    this.hint.textContent = people.length ? this.dataset.hint : (this.word && this.dataset.none) || ''
    this.shut()
    if (!people.length) return
    this.list.replaceChildren(...people.map((person, i) => this.option(person, i)))
    const { left, top, bottom } = this.place()
    this.list.showPopover()
    const { offsetHeight: height, offsetWidth: width } = this.list
    this.list.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - width - 8))}px`
    this.list.style.top = `${bottom + height + 8 < innerHeight ? bottom + 4 : Math.max(8, top - height - 4)}px`
    this.text = text
    text.setAttribute('aria-controls', this.list.id)
    text.setAttribute('aria-autocomplete', 'list')
    if (text.getAttribute('role') === 'combobox') text.ariaExpanded = 'true'
    this.choose(0)
  }

  option({ handle, name, note }, i) {
    const option = part('li', { role: 'option', id: `${this.list.id}-${i}` })
    Object.assign(option.dataset, { handle, name })
    option.append(part('b', { textContent: name }), ' ', part('span', { textContent: `@${handle}`, className: 'soft small' }))
    if (note) option.append(part('span', { textContent: note, className: 'soft small about' }))
    return option
  }

  choose(i) {
    const options = [...this.list.children]
    this.at = (i + options.length) % options.length
    options.forEach((option, j) => (option.ariaSelected = String(j === this.at)))
    options[this.at].scrollIntoView({ block: 'nearest' })
    this.text.setAttribute('aria-activedescendant', options[this.at].id)
  }

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
    const detail = { ...option.dataset, word: this.word }
    this.close()
    this.dispatchEvent(new CustomEvent('take', { detail }))
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
    if (this.text.getAttribute('role') === 'combobox') this.text.ariaExpanded = 'false'
  }
})
