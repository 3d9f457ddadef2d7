/**
 * Lets the site be read without a connection: brings in the worker, says when a page is a copy, lists the copies.
 *
 *   <cv-offline data-worker="/worker.js">
 *     <p class="notice" hidden>No connection. This page is as you read it <time></time>. <a href="">Load it anew</a></p>
 *   </cv-offline>
 *   … <div data-kept-pages hidden><ul></ul></div> …
 *
 * data-worker: where the worker is; without it, as for those who are not signed in, only one that is there already is
 * greeted. The worker marks a copy with data-kept (a time) at <html>, and answers a greeting with {pages} and {replies}.
 */
customElements.define('cv-offline', class extends HTMLElement {
  connectedCallback() {
    const { serviceWorker } = navigator
    if (!serviceWorker || this.stop) return
    this.stop = new AbortController()
    const on = (target, type, then) => target.addEventListener(type, then, { signal: this.stop.signal })
    this.isNew = !serviceWorker.controller
    on(serviceWorker, 'message', ({ data }) => data.pages && this.list(data.pages))
    on(window, 'online', () => this.greet())
    if (document.documentElement.dataset.kept) this.say(new Date(document.documentElement.dataset.kept))
    if (document.readyState === 'complete') this.begin()
    else on(window, 'load', () => this.begin())
  }

  disconnectedCallback() {
    this.stop?.abort()
    this.stop = null
  }

  async begin() {
    const { worker } = this.dataset
    if (worker) await navigator.serviceWorker.register(worker, { scope: '/', updateViaCache: 'all' }).catch(() => {})
    await this.greet()
  }

  /** A page that was there before the worker is kept as if it had come through it. */
  async greet() {
    const { active } = await navigator.serviceWorker.ready
    active.postMessage({ page: this.isNew && this.dataset.worker ? location.href : '' })
    this.isNew = false
  }

  when(date) {
    const { lang, dataset } = document.documentElement
    return date.toLocaleString(lang || undefined, { dateStyle: 'medium', timeStyle: 'short', timeZone: dataset.zone })
  }

  say(date) {
    const notice = this.querySelector('.notice')
    const time = notice.querySelector('time')
    time.dateTime = date.toISOString()
    time.textContent = this.when(date)
    notice.querySelector('a').href = location.href
    notice.hidden = false
    document.querySelector('#messages')?.append(notice)
  }

  list(pages) {
    const place = document.querySelector('[data-kept-pages]')
    if (!place) return
    place.hidden = !pages.length
    place.querySelector('ul').replaceChildren(...pages.map(({ url, title, at }) => {
      const row = document.createElement('li')
      const link = Object.assign(document.createElement('a'), { href: url, textContent: title })
      row.append(link, Object.assign(document.createElement('span'), { className: 'soft small', textContent: this.when(new Date(at)) }))
      return row
    }))
  }
})
