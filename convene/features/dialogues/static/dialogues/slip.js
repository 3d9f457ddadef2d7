/**
 * Marks a slip by key: A agree, D disagree, P pass, S nothing, each going on to the next; arrow up goes back, Enter saves.
 *
 *   <cv-slip><form> … <fieldset><input type="radio" value="agree"> …</fieldset> … </form></cv-slip>
 */
const VALUES = { a: 'agree', d: 'disagree', p: 'pass', s: '' }

customElements.define('cv-slip', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('keydown', event => this.press(event))
    if (!this.querySelector('#id_code')) this.go(0)
  }

  get lines() { return [...this.querySelectorAll('fieldset')] }

  go(at) {
    const line = this.lines[at]
    line?.querySelector('input:checked')?.focus()
    line?.scrollIntoView({ block: 'nearest' })
  }

  press(event) {
    const line = event.target.closest('fieldset')
    if (!line || event.ctrlKey || event.metaKey || event.altKey) return
    const at = this.lines.indexOf(line)
    const value = VALUES[event.key.toLowerCase()]
    if (value !== undefined) {
      line.querySelector(`input[value="${value}"]`).checked = true
      if (at + 1 < this.lines.length) this.go(at + 1)
      else this.querySelector('form button').focus()
    } else if (event.key === 'ArrowUp') this.go(at - 1)
    else if (event.key === 'ArrowDown') this.go(at + 1)
    else return
    event.preventDefault()
  }
})
