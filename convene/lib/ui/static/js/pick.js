/**
 * People for a field: names are suggested while one types, each after a comma.
 *
 *   <cv-pick data-url="/people/suggest/" data-label="People" data-hint="Arrow keys to choose, …"
 *            data-none="Nobody by that name."><input name="to"></cv-pick>
 *
 * Asks GET {data-url}?q=… for JSON [{handle, name, note}] and shows the answers under the field as a listbox; the caret
 * stays in the field. Enter or Tab takes the chosen one, which then stands there as "Ana Lima @ana-lima, ".
 */
const WAIT = 120
const part = (tag, properties) => Object.assign(document.createElement(tag), properties)

customElements.define('cv-pick', class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector('input')
    this.list = part('ul', { className: 'people', role: 'listbox', popover: 'manual', ariaLabel: this.dataset.label })
    this.list.id = `${this.input.id}-people`
    this.list.onmousedown = event => event.preventDefault()
    this.list.onclick = event => this.take(event.target.closest('[role="option"]'))
    this.hint = part('p', { className: 'visually-hidden', role: 'status' })
    this.append(this.list, this.hint)
    for (const [name, value] of Object.entries({
      role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.list.id,
    })) this.input.setAttribute(name, value)
    this.input.addEventListener('input', () => this.look())
    this.input.addEventListener('blur', () => this.close())
    this.input.addEventListener('keydown', event => this.key(event))
  }

  /** What stands after the last comma before the caret. */
  get word() { return this.input.value.slice(0, this.input.selectionStart).split(/[,;]/).at(-1).trim() }

  look() {
    clearTimeout(this.timer)
    if (!this.word || this.word.includes(' @')) return this.close()
    this.timer = setTimeout(() => this.ask(this.word), WAIT)
  }

  async ask(word) {
    const address = `${this.dataset.url}?${new URLSearchParams({ q: word })}`
    const answer = await fetch(address, { headers: { Accept: 'application/json' } }).catch(() => null)
    if (!answer?.ok || word !== this.word || document.activeElement !== this.input) return
    this.open((await answer.json()).slice(0, 8))
  }

  open(people) {
    this.hint.textContent = people.length ? this.dataset.hint : this.dataset.none
    if (!people.length) return this.shut()
    this.list.replaceChildren(...people.map((person, i) => this.option(person, i)))
    const { left, bottom } = this.input.getBoundingClientRect()
    this.list.showPopover()
    this.list.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - this.list.offsetWidth - 8))}px`
    this.list.style.top = `${bottom + 4}px`
    this.input.ariaExpanded = 'true'
    return this.choose(0)
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
    this.input.setAttribute('aria-activedescendant', options[this.at].id)
  }

  key(event) {
    if (!this.list.matches(':popover-open')) return
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
    const { value, selectionStart } = this.input
    const before = value.slice(0, selectionStart)
    const kept = before.slice(0, Math.max(before.lastIndexOf(','), before.lastIndexOf(';')) + 1)
    const { name, handle } = option.dataset
    const taken = `${kept}${kept ? ' ' : ''}${name.replaceAll(/[,;@]/g, ' ')} @${handle}, `
    this.input.value = taken + value.slice(selectionStart).trimStart()
    this.input.setSelectionRange(taken.length, taken.length)
    this.close()
  }

  close() {
    clearTimeout(this.timer)
    this.hint.textContent = ''
    this.shut()
  }

  shut() {
    if (!this.list.matches(':popover-open')) return
    this.list.hidePopover()
    this.input.ariaExpanded = 'false'
    this.input.removeAttribute('aria-activedescendant')
  }
})
