/**
 * People to mention: type @ and the first letters of a name.
 *
 *   <cv-mentions data-url="/people/suggest/" data-label="People" data-hint="Arrow keys to choose, …"
 *                data-none="Nobody by that name."></cv-mentions>
 *
 * Inside a cv-composer. What it asks and shows beside the caret is the business of cv-people, which has the same data.
 */
const WORD = /(?:^|[\s(])@([\p{L}\p{N}_.-]{0,40})$/u

customElements.define('cv-mentions', class extends HTMLElement {
  connectedCallback() {
    this.composer = this.closest('cv-composer')
    this.people = document.createElement('cv-people')
    Object.assign(this.people.dataset, this.dataset)
    this.people.place = () => this.composer.writer.caret()
    this.people.addEventListener('take', ({ detail: { word, handle } }) =>
      this.composer.writer.swap(word.length, `${handle} `))
    this.replaceChildren(this.people)
    this.stop = new AbortController()
    const { signal } = this.stop
    this.composer.addEventListener('input', () => this.look(), { signal })
    this.composer.addEventListener('focusout', () => this.people.close(), { signal })
    // Heard before the editor makes a line of Enter
    this.composer.addEventListener('keydown', event => this.people.key(event), { capture: true, signal })
  }

  disconnectedCallback() { this.stop.abort() }

  look() {
    const found = WORD.exec(this.composer.writer.before())
    if (found) this.people.look(found[1])
    else this.people.close()
  }
})
