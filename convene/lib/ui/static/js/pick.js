/**
 * People for a field: names are suggested while one types, each after a comma.
 *
 *   <cv-pick data-url="/people/suggest/" data-label="People" data-hint="Arrow keys to choose, …"
 *            data-none="Nobody by that name."><input name="to"></cv-pick>
 *
 * What it asks and shows under the field is the business of cv-people, which has the same data. Whoever is taken then
 * stands in the field as "Ana Lima @ana-lima, ".
 */
customElements.define('cv-pick', class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector('input')
    this.people = document.createElement('cv-people')
    Object.assign(this.people.dataset, this.dataset)
    this.people.place = () => this.input.getBoundingClientRect()
    this.people.addEventListener('take', event => this.take(event.detail))
    this.append(this.people)
    this.input.setAttribute('role', 'combobox')
    this.input.setAttribute('aria-expanded', 'false')
    this.input.addEventListener('input', () => this.look())
    this.input.addEventListener('blur', () => this.people.close())
    this.input.addEventListener('keydown', event => this.people.key(event))
  }

  /** What stands after the last comma before the caret. */
  get word() { return this.input.value.slice(0, this.input.selectionStart).split(/[,;]/).at(-1).trim() }

  look() {
    if (this.word && !this.word.includes(' @')) this.people.look(this.word)
    else this.people.close()
  }

  take({ name, handle }) {
    const { value, selectionStart } = this.input
    const before = value.slice(0, selectionStart)
    const kept = before.slice(0, Math.max(before.lastIndexOf(','), before.lastIndexOf(';')) + 1)
    const taken = `${kept}${kept ? ' ' : ''}${name.replaceAll(/[,;@]/g, ' ')} @${handle}, `
    this.input.value = taken + value.slice(selectionStart).trimStart()
    this.input.setSelectionRange(taken.length, taken.length)
  }
})
