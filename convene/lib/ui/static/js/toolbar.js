/**
 * The buttons above a composer. One stop for the Tab key, arrows move inside; without script it is not shown.
 *
 *   <cv-toolbar role="toolbar" aria-label="Formatting" aria-controls="body">
 *     <button type="button" data-do="bold" aria-label="Bold" title="Bold"><svg>…</svg></button>
 *     … italic, link, quote, bullets, numbers, code, attach …
 *     <button type="button" data-do="markdown">Write as Markdown</button>
 *     <div class="link-row" hidden>
 *       <label>Address <input type="text" inputmode="url" class="input" placeholder="https://"></label>
 *       <button type="button" class="btn primary" data-link="set">Link</button>
 *       <button type="button" class="btn quiet" data-link="remove">Remove link</button>
 *     </div>
 *   </cv-toolbar>
 *
 * A button sends `cv:do` {name, value} up the tree; the composer answers by calling show({bold: true, …, href}).
 */
customElements.define('cv-toolbar', class extends HTMLElement {
  connectedCallback() {
    this.buttons = [...this.querySelectorAll('[data-do]')]
    this.row = this.querySelector('.link-row')
    this.address = this.row?.querySelector('input')
    this.buttons.forEach((button, i) => (button.tabIndex = i ? -1 : 0))
    // A press must not take the caret out of the text, or the choice would be gone.
    this.onmousedown = event => { if (event.target.closest('[data-do]')) event.preventDefault() }
    this.onclick = event => this.press(event.target.closest('button'))
    this.onkeydown = event => this.key(event)
  }

  press(button) {
    if (!button) return
    if (button.dataset.link) this.link(button.dataset.link === 'set' ? this.address.value.trim() : '')
    else if (button.dataset.do === 'link' && this.row) this.askForLink(this.row.hidden)
    else this.send(button.dataset.do)
  }

  key(event) {
    if (event.target === this.address) {
      if (event.key === 'Enter') this.link(this.address.value.trim())
      else if (event.key === 'Escape') this.askForLink(false)
      else return
      event.preventDefault()
      event.stopPropagation()
      return
    }
    const now = this.buttons.indexOf(event.target)
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] * (getComputedStyle(this).direction === 'rtl' ? -1 : 1)
    const next = { Home: 0, End: this.buttons.length - 1 }[event.key] ?? now + step
    if (now < 0 || Number.isNaN(next)) return
    event.preventDefault()
    const button = this.buttons.at(next % this.buttons.length)
    this.buttons.forEach(other => (other.tabIndex = other === button ? 0 : -1))
    button.focus()
  }

  askForLink(open) {
    this.row.hidden = !open
    this.button('link').ariaExpanded = String(open)
    this.row.querySelector('[data-link="remove"]').hidden = !this.href
    if (!open) return this.button('link').focus()
    this.address.value = this.href ?? ''
    return this.address.focus()
  }

  link(address) {
    this.row.hidden = true
    this.button('link').ariaExpanded = 'false'
    const whole = /^([a-z][\w+.-]*:|[/#]|$)/i.test(address) ? address : `https://${address}`
    this.send('link', /^[^\s@/]+@[^\s@/]+$/.test(address) ? `mailto:${address}` : whole)
  }

  send(name, value) {
    this.dispatchEvent(new CustomEvent('cv:do', { bubbles: true, detail: { name, value } }))
  }

  /** Show what holds at the caret. A button that only does something is never "pressed". */
  show(state) {
    this.href = state.href
    for (const button of this.buttons ?? []) {
      const holds = Boolean(state[button.dataset.do])
      if (['link', 'attach'].includes(button.dataset.do)) button.classList.toggle('on', holds)
      else button.ariaPressed = String(holds)
    }
  }

  button(name) { return this.buttons.find(button => button.dataset.do === name) }
})
