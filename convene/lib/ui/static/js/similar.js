/**
 * What resembles the line that is being written, under its field.
 *
 *   <cv-similar data-field="id_title" data-url="/c/-/similar/"></cv-similar>
 *
 * Asks GET {data-url}?title=… when the keys have rested, and shows the HTML that comes back, which the server has made;
 * empty when there is nothing. Its part with data-say is read out when it says something else than before.
 */
const REST = 500
const LEAST = 6

customElements.define('cv-similar', class extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.field)
    this.shown = document.createElement('div')
    this.shown.append(...this.childNodes)
    this.said = Object.assign(document.createElement('p'), { className: 'visually-hidden', role: 'status' })
    this.append(this.shown, this.said)
    this.listen = () => this.wait()
    this.field.addEventListener('input', this.listen)
    this.wait()
  }

  disconnectedCallback() {
    this.field.removeEventListener('input', this.listen)
    clearTimeout(this.timer)
  }

  get title() { return this.field.value.trim() }

  wait() {
    clearTimeout(this.timer)
    if (this.title !== this.asked) this.timer = setTimeout(() => this.ask(this.title), REST)
  }

  async ask(title) {
    this.asked = title
    if (title.length < LEAST) return this.show('')
    const answer = await fetch(`${this.dataset.url}?${new URLSearchParams({ title })}`).catch(() => null)
    if (title !== this.title) return
    if (answer?.ok && !answer.redirected) this.show(await answer.text()) // redirected: signed out meanwhile
  }

  show(html) {
    this.shown.innerHTML = html
    const words = this.shown.querySelector('[data-say]')?.textContent ?? ''
    if (words !== this.said.textContent) this.said.textContent = words
  }
})
