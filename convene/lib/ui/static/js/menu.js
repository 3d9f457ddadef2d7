/**
 * A menu that opens from a summary. Works without script; with it, Escape and a press elsewhere close it, arrows move.
 *
 *   <cv-menu><details class="menu"><summary>More</summary><ul>… links and buttons …</ul></details></cv-menu>
 */
customElements.define('cv-menu', class extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector('details')
    this.summary = this.querySelector('summary')
    this.stop = new AbortController()
    const on = (target, type, then) => target.addEventListener(type, then, { signal: this.stop.signal })
    on(document, 'pointerdown', event => this.contains(event.target) || this.close())
    on(this, 'focusout', ({ relatedTarget }) => relatedTarget && !this.contains(relatedTarget) && this.close())
    on(this, 'keydown', event => this.key(event))
  }

  disconnectedCallback() { this.stop.abort() }

  close() { this.details.open = false }

  get items() {
    return [...this.details.querySelectorAll('a[href], button:not(:disabled), input:not([type="hidden"])')]
      .filter(item => !this.summary.contains(item))
  }

  key(event) {
    if (event.key === 'Escape' && this.details.open) {
      this.close()
      this.summary.focus()
      event.stopPropagation()
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const edge = { Home: 0, End: -1 }[event.key]
    if ((!step && (edge === undefined || !this.details.open)) || event.target.matches('input')) return
    event.preventDefault()
    this.details.open = true
    const { items } = this
    const now = items.indexOf(document.activeElement)
    const next = edge ?? (now < 0 ? (step > 0 ? 0 : -1) : (now + step) % items.length)
    items.at(next)?.focus()
  }
})
