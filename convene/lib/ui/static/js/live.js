/**
 * Tells, calmly, that something new is here: nothing moves until the reader asks for it.
 *
 *   <cv-live data-url="/live/?token=…" data-shown="37" data-bell="#bell-count"
 *            data-text-one="1 new reply" data-text-other="{n} new replies">
 *     <div role="status"><button type="button" class="btn" hidden><span></span> · Show</button></div>
 *   </cv-live>
 *
 * Listens to {data-url} (server-sent events; the signed token in it says for what). An event `changed` has JSON with
 * `number`, the number of the last post, or `unread`, the reader's unread notifications. With neither, and after a
 * time of not listening, the page is asked for again, and its own cv-live and bell say how things stand.
 * data-shown: number of the last post when the page was made. data-text-…: one for each plural form of the page's
 *   language (zero, one, two, few, many, other).
 * "Show" fetches the part {data-target} of this page anew; without it the browser goes to {data-newest}, and without
 *   that the page is loaded again.
 * Does not listen while the page is hidden. On a page without a button only the bell is kept up to date.
 */
import htmx from '../vendor/htmx.js';

const FIRST_WAIT = 2000
const LONGEST_WAIT = 120_000
const SPREAD = 3000 // so that a thousand readers do not ask in one moment

customElements.define('cv-live', class extends HTMLElement {
  connectedCallback() {
    this.shown = Number(this.dataset.shown ?? 0)
    this.button = this.querySelector('button')
    this.button?.addEventListener('click', () => this.show())
    this.onVisibility = () => (document.hidden ? this.close() : this.open())
    document.addEventListener('visibilitychange', this.onVisibility)
    this.onVisibility()
  }

  disconnectedCallback() {
    document.removeEventListener('visibilitychange', this.onVisibility)
    this.close()
  }

  open() {
    this.close()
    if (!this.isConnected || document.hidden) return
    this.stream = new EventSource(this.dataset.url)
    this.stream.addEventListener('open', () => {
      this.wait = undefined
      if (this.missed) this.hear({})
      this.missed = false
    })
    this.stream.addEventListener('changed', ({ data }) => this.hear(JSON.parse(data || '{}')))
    this.stream.addEventListener('error', () => this.retry())
  }

  close() {
    clearTimeout(this.timer)
    this.missed ||= Boolean(this.stream)
    this.stream?.close()
    this.stream = null
  }

  /** Back off by ourselves: browsers try again every few seconds, all of them at the same time. */
  retry() {
    this.close()
    this.wait = Math.min(this.wait * 2 || FIRST_WAIT, LONGEST_WAIT)
    this.timer = setTimeout(() => this.open(), this.wait * (0.5 + Math.random()))
  }

  hear({ number, unread }) {
    if (number === undefined && unread === undefined) {
      clearTimeout(this.asking)
      this.asking = setTimeout(() => this.ask(), Math.random() * SPREAD)
    }
    if (unread !== undefined) this.ring(unread)
    if (number > this.shown) this.tell(number)
  }

  /** Fetch this page as it is now, without showing it. */
  async ask() {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null)
    if (!answer?.ok || answer.redirected) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const bell = page.querySelector(this.bell)
    if (bell) this.ring(bell.hidden ? 0 : bell.textContent)
    const number = Number(page.querySelector('cv-live')?.dataset.shown)
    if (number > this.shown) this.tell(number)
  }

  tell(number) {
    if (!this.button) return
    this.button.hidden = false
    this.button.querySelector('span').textContent = this.words(number - this.shown)
  }

  words(n) {
    const form = new Intl.PluralRules(document.documentElement.lang || undefined).select(n)
    const text = this.dataset[`text${form[0].toUpperCase()}${form.slice(1)}`] ?? this.dataset.textOther
    return text.replace('{n}', n.toLocaleString(document.documentElement.lang || undefined))
  }

  get bell() { return this.dataset.bell ?? '.bell .dot' }

  ring(unread) {
    const bell = document.querySelector(this.bell)
    if (!bell) return
    bell.textContent = unread > 99 ? '99+' : unread
    bell.hidden = !Number.parseInt(unread, 10)
  }

  async show() {
    const { target, newest } = this.dataset
    if (!target) return newest ? location.assign(newest) : location.reload()
    await htmx.ajax('GET', location.href, { source: this, target, select: target, swap: 'outerHTML' })
    const numbers = [...document.querySelectorAll(`${target} [data-number]`)].map(post => Number(post.dataset.number))
    this.shown = Math.max(this.shown, ...numbers)
    this.button.hidden = true
    const first = document.querySelector(`${target} [data-number="${this.shown}"]`)
    return first?.scrollIntoView({ block: 'nearest' })
  }
})
