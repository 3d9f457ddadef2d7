/** A button that prints the page: <cv-print><button type="button" hidden>Print</button></cv-print>; shown with script alone. */
customElements.define('cv-print', class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button')
    button.hidden = false
    button.onclick = () => window.print()
  }
})
