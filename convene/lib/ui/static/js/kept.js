/**
 * Says of forms that htmx sends on each change whether their answers arrived.
 *
 *   <cv-kept data-saved="Saved." data-failed="Not saved. Press the button below the questions.">
 *     <form hx-post="/mine/" hx-trigger="change" …>…</form>
 *     <p role="status"></p>
 *   </cv-kept>
 *
 * An answer that comes from another address, such as the page for signing in, is a failure and changes nothing here.
 * Whoever presses a button of the form has the last word: what was on its way is given up, so that it cannot come after.
 */
customElements.define('cv-kept', class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    const on = (type, then) => document.addEventListener(type, event => {
      if (this.contains(event.detail.elt)) then(event.detail, event)
    }, { signal: this.stop.signal })
    on('htmx:beforeRequest', (detail, event) => { if (this.isLeaving) event.preventDefault() })
    on('htmx:beforeSwap', detail => { if (!this.isHome(detail)) detail.shouldSwap = false })
    on('htmx:afterRequest', detail => { if (!this.isLeaving) this.say(detail.successful && this.isHome(detail)) })
    this.addEventListener('submit', event => {
      this.isLeaving = true
      event.target.dispatchEvent(new CustomEvent('htmx:abort'))
    }, { signal: this.stop.signal })
    addEventListener('pageshow', () => (this.isLeaving = false), { signal: this.stop.signal }) // back again, as it was left
  }

  disconnectedCallback() {
    this.stop.abort()
    clearTimeout(this.timer)
  }

  isHome({ xhr }) { return Boolean(xhr.responseURL) && new URL(xhr.responseURL).pathname === location.pathname }

  say(isSaved) {
    const status = this.querySelector('[role="status"]')
    status.textContent = isSaved ? this.dataset.saved : this.dataset.failed
    status.classList.toggle('bad', !isSaved)
    clearTimeout(this.timer)
    if (isSaved) this.timer = setTimeout(() => (status.textContent = ''), 4000)
  }
})
