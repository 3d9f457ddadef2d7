/** Fills the screen with itself, by its button or the key F; what leads elsewhere is hidden then: <cv-wall> … <button data-full hidden> … </cv-wall> */
customElements.define('cv-wall', class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    const { signal } = this.stop
    this.addEventListener('click', event => { if (event.target.closest('[data-full]')) this.fill() }, { signal })
    document.addEventListener('keydown', event => this.press(event), { signal })
    document.addEventListener('htmx:afterSwap', () => this.show(), { signal }) // the button comes anew with the board
    this.show()
  }

  disconnectedCallback() { this.stop.abort() }

  show() { if (document.fullscreenEnabled) this.querySelector('[data-full]')?.removeAttribute('hidden') }

  press(event) {
    if (event.key !== 'f' || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    event.preventDefault()
    this.fill()
  }

  async fill() {
    if (document.fullscreenElement) await document.exitFullscreen()
    else if (document.fullscreenEnabled) await this.requestFullscreen().catch(() => {}) // a browser may refuse: the page is there anyway
  }
})
