/** Reads a list by key: J and K move, X chooses, A shows the chosen, R goes to the reasons. Without it all is done by hand. */
customElements.define('cv-queue', class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    document.addEventListener('keydown', event => this.press(event), { signal: this.stop.signal })
  }

  disconnectedCallback() { this.stop.abort() }

  get boxes() { return [...this.querySelectorAll('input[name="statements"]')] }

  press(event) {
    const is_busy = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey
    if (is_busy || event.target.closest?.('input:not([type="checkbox"]), textarea, select')) return
    const act = { j: () => this.move(1), k: () => this.move(-1), x: () => this.choose(), a: () => this.show(), r: () => this.reason() }
    const done = act[event.key.toLowerCase()]
    if (!done) return
    event.preventDefault()
    done()
  }

  move(by) {
    const { boxes } = this
    const at = boxes.indexOf(document.activeElement)
    boxes[Math.max(0, Math.min(boxes.length - 1, at < 0 ? 0 : at + by))]?.focus()
  }

  choose() {
    const box = this.boxes.find(one => one === document.activeElement)
    if (box) box.checked = !box.checked
  }

  show() { this.querySelector('button[value="shown"]')?.click() }

  reason() { this.querySelector('select')?.focus() }
})
