/**
 * Tells, calmly, that something new is here: nothing moves until the reader asks for it.
 *
 *   <cv-live data-url="/live/?token=…" data-shown="37" data-target="#posts" data-bell=".bell .dot"
 *            data-text-one="1 new reply" data-text-other="{n} new replies">
 *     <button type="button" class="btn" hidden><span role="status"></span> · Show</button>
 *   </cv-live>
 *
 * Listens to {data-url} (server-sent events; the signed token in it says for what). An event `changed` has JSON with
 * `number`, the number of the last post, and `unread`, the reader's unread notifications; either may be absent. The
 * service also sends it once when a page connects, so that what happened meanwhile is not missed.
 * data-shown: number of the last post on the page, or of the topic where the page is not the last one.
 * data-target: the part of this page to fetch anew and put in place; without it the page is loaded again.
 * data-text-…: one for each plural form of the page's language (zero, one, two, few, many, other).
 * Without number in the message, data-text-some is shown.
 */
import htmx from '../vendor/htmx.js'

const FIRST_WAIT = 2000
const LONGEST_WAIT = 120_000

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
    this.stream.addEventListener('open', () => (this.wait = FIRST_WAIT))
    this.stream.addEventListener('changed', ({ data }) => this.hear(JSON.parse(data || '{}')))
    this.stream.addEventListener('error', () => this.retry())
  }

  close() {
    clearTimeout(this.timer)
    this.stream?.close()
    this.stream = null
  }

  /** Back off by ourselves: browsers try again every few seconds, all of them at the same time. */
  retry() {
    this.close()
    this.wait = Math.min((this.wait ?? FIRST_WAIT / 2) * 2, LONGEST_WAIT)
    this.timer = setTimeout(() => this.open(), this.wait * (0.5 + Math.random()))
  }

  hear({ number, unread }) {
    if (unread !== undefined) this.ring(unread)
    if (!this.button || (number !== undefined && number <= this.shown)) return
    if (number === undefined && unread !== undefined) return
    this.button.hidden = false
    this.button.querySelector('[role="status"]').textContent = this.words(number - this.shown)
  }

  words(n) {
    if (Number.isNaN(n)) return this.dataset.textSome ?? this.dataset.textOther
    const form = new Intl.PluralRules(document.documentElement.lang || undefined).select(n)
    const text = this.dataset[`text${form[0].toUpperCase()}${form.slice(1)}`] ?? this.dataset.textOther
    return text.replace('{n}', n.toLocaleString(document.documentElement.lang || undefined))
  }

  ring(unread) {
    const bell = document.querySelector(this.dataset.bell ?? '.bell .dot')
    if (!bell) return
    bell.textContent = unread < 100 ? unread : '99+'
    bell.hidden = !unread
  }

  async show() {
    const { target } = this.dataset
    if (!target || !document.querySelector(target)) return location.reload()
    await htmx.ajax('GET', location.href, { source: this, target, select: target, swap: 'outerHTML' })
    const numbers = [...document.querySelectorAll(`${target} [data-number]`)].map(post => Number(post.dataset.number))
    this.shown = Math.max(this.shown, ...numbers)
    this.button.hidden = true
    const first = document.querySelector(`${target} [data-number="${this.shown}"]`)
    return first?.scrollIntoView({ block: 'nearest' })
  }
})
