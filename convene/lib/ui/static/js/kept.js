/**
 * Says of forms that htmx sends on each change whether their answers arrived.
 *
 *   <cv-kept data-saved="Saved." data-failed="Not saved. Press the button below the questions.">
 *     <form hx-post="/mine/" hx-trigger="change" …>…</form>
 *     <p role="status"></p>
 *   </cv-kept>
 *
 * An answer that comes from another address, such as the page for signing in, is a failure and changes nothing here.
 * Whoever presses a button of the form has the last word: it is sent after what is on its way, and nothing after it.
 */
customElements.define('cv-kept', class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    this.begin()
    const on = (type, then) => document.addEventListener(type, event => {
      if (this.contains(event.detail.elt)) then(event.detail, event)
    }, { signal: this.stop.signal })
    on('htmx:beforeRequest', (detail, event) => { if (this.isLeaving) event.preventDefault() })
    on('htmx:beforeSend', () => (this.underWay += 1))
    on('htmx:beforeSwap', detail => { if (!this.isHome(detail)) detail.shouldSwap = false })
    on('htmx:afterRequest', detail => {
      this.underWay -= 1
      this.say(detail.successful && this.isHome(detail))
      if (!this.underWay) this.waiting?.()
    })
    this.addEventListener('submit', event => this.leave(event), { signal: this.stop.signal })
    addEventListener('pageshow', () => this.begin(), { signal: this.stop.signal }) // back again, as it was left
  }

  disconnectedCallback() {
    this.stop.abort()
    clearTimeout(this.timer)
  }

  begin() {
    this.underWay = 0
    this.isLeaving = false
    this.waiting = null
  }

  leave(event) {
    this.isLeaving = true
    if (!this.underWay) return
    event.preventDefault()
    const { target: form, submitter } = event
    this.waiting = () => form.requestSubmit(submitter)
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
