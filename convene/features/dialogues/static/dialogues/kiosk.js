/**
 * Tells the page to begin anew (kiosk:anew) when nobody has touched the screen for a while, and says so beforehand.
 *
 *   <cv-kiosk data-seconds="90" data-warning="… {left} …"><p role="status"></p> <a href="/…">I am done</a></cv-kiosk>
 */
const WARNS = 20 // seconds before

customElements.define('cv-kiosk', class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    this.line = this.querySelector('[role="status"]')
    for (const name of ['pointerdown', 'keydown', 'input', 'scroll'])
      document.addEventListener(name, () => this.touch(), { signal: this.stop.signal, passive: true, capture: true })
    this.touch()
    this.clock = setInterval(() => this.look(), 1000)
  }

  disconnectedCallback() {
    this.stop.abort()
    clearInterval(this.clock)
  }

  touch() {
    this.ends = Date.now() + 1000 * Number(this.dataset.seconds)
    this.line.textContent = ''
  }

  look() {
    if (this.hidden) return
    const left = Math.ceil((this.ends - Date.now()) / 1000)
    if (left <= 0) {
      this.touch()
      document.dispatchEvent(new CustomEvent('kiosk:anew'))
    } else if (left <= WARNS) this.line.textContent = this.dataset.warning.replace('{left}', left)
  }
})
