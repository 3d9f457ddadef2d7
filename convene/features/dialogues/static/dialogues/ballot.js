/**
 * Votes by key, and counts letters while somebody writes. Without it everything works by buttons.
 *
 *   <cv-ballot> … <button data-key="a">Agree</button> … </cv-ballot>
 *   <cv-letters data-left="{left} left"> <textarea maxlength="140"></textarea> <p role="status"></p> </cv-letters>
 */
customElements.define('cv-ballot', class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    document.addEventListener('keydown', event => this.press(event), { signal: this.stop.signal })
  }

  disconnectedCallback() { this.stop.abort() }

  press(event) {
    const is_busy = event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey
    if (is_busy || event.target.closest?.('input, textarea, select, [contenteditable]')) return
    const button = this.querySelector(`button[data-key="${CSS.escape(event.key.toLowerCase())}"]`)
    if (!button) return
    event.preventDefault()
    button.click()
  }
})

customElements.define('cv-letters', class extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector('textarea')
    this.line = this.querySelector('[role="status"]')
    this.field.addEventListener('input', () => this.count())
    this.count()
  }

  count() {
    const left = this.field.maxLength - [...this.field.value].length
    this.line.textContent = this.dataset.left.replace('{left}', left)
  }
})
