/**
 * Lets the site be read without a connection: brings in the worker, says when a page is a copy, lists the copies.
 *
 *   <cv-offline data-words="/offline/" data-worker="/worker.js"></cv-offline>
 *   … <div data-kept-pages hidden><ul></ul></div> …
 *
 * data-words: the page that holds the words, which few pages need; the worker keeps it.
 *   <template id="offline-words">
 *     <p class="notice">No connection. This page is as you read it <time></time>. <a href="/">Load it anew</a></p>
 *     <cv-waiting …>…</cv-waiting>
 *   </template>
 * data-worker: where the worker is; without it, as for those who are not signed in, only one that is there already is
 * greeted. The worker marks a copy with data-kept (a time) at <html>, and answers a greeting with {pages, replies, others}.
 */
const FIRST_WAIT = 2000 // until the worker is asked again to send what waits; then twice as long, and so on
const LONGEST_WAIT = 60_000
const read = async answer => answer && new DOMParser().parseFromString(await answer.text(), 'text/html')
const taken = page => document.importNode(page.querySelector('#offline-words').content, true)

customElements.define('cv-offline', class extends HTMLElement {
  connectedCallback() {
    const { serviceWorker } = navigator
    if (!serviceWorker || this.stop) return
    this.stop = new AbortController()
    const on = (target, type, then) => target.addEventListener(type, then, { signal: this.stop.signal })
    this.isNew = !serviceWorker.controller
    this.patience = FIRST_WAIT
    this.retrying = 0
    on(serviceWorker, 'message', ({ data }) => data.pages && this.hear(data))
    on(window, 'online', () => { this.patience = FIRST_WAIT; this.greet() })
    if (document.documentElement.dataset.kept) this.say(new Date(document.documentElement.dataset.kept))
    if (document.readyState === 'complete') this.begin()
    else on(window, 'load', () => this.begin())
  }

  disconnectedCallback() {
    clearTimeout(this.retrying)
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

  hear({ pages, replies, others }) {
    this.list(pages)
    if (replies.length || others || this.waiting) this.wait({ replies, others })
    if (replies.some(({ state }) => state === 'waiting')) this.retry()
    else this.patience = FIRST_WAIT
  }

  /** A worker may be ended in the middle of it, and a connection come back unannounced. */
  retry() {
    if (this.retrying) return
    this.retrying = setTimeout(() => { this.retrying = 0; this.greet() }, this.patience)
    this.patience = Math.min(2 * this.patience, LONGEST_WAIT)
  }

  async wait(news) {
    this.waiting ??= this.words().then(words => this.appendChild(words.querySelector('cv-waiting')))
    ;(await this.waiting).hear(news)
  }

  /** As they are kept; asked for anew where none are, or where they speak another language than this page. */
  async words() {
    const { lang } = document.documentElement
    const address = this.dataset.words
    const kept = await read(await caches.match(address, { ignoreVary: true }))
    if (kept?.documentElement.lang === lang) return taken(kept)
    return taken((await fetch(address).then(read).catch(() => null)) ?? kept)
  }

  when(date) {
    const { lang, dataset } = document.documentElement
    return date.toLocaleString(lang || undefined, { dateStyle: 'medium', timeStyle: 'short', timeZone: dataset.zone })
  }

  async say(date) {
    const notice = (await this.words()).querySelector('.notice')
    const time = notice.querySelector('time')
    time.dateTime = date.toISOString()
    time.textContent = this.when(date)
    notice.querySelector('a').href = location.href
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
