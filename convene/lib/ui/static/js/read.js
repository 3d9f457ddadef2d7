/**
 * Remembers how far a topic was read, so that it opens there next time.
 *
 *   <cv-read data-url="/c/citizen-science/t/12/read/" data-upto="14" data-token="{{ csrf_token }}">
 *     … <article data-number="15">…</article> …
 *   </cv-read>
 *
 * A post counts when its end has been on the screen. Sends POST {data-url} with `upto`, at most every three seconds
 * and on leaving, and only ever forward from data-upto. Only for signed-in readers; without script the server marks
 * the page as read by itself or not at all.
 */
const PAUSE = 3000

customElements.define('cv-read', class extends HTMLElement {
  connectedCallback() {
    this.sent = this.upto = Number(this.dataset.upto ?? 0)
    const threshold = Array.from({ length: 21 }, (_, i) => i / 20)
    this.sight = new IntersectionObserver(entries => entries.forEach(entry => this.see(entry)), { threshold })
    this.watchPosts()
    this.growth = new MutationObserver(() => this.watchPosts())
    this.growth.observe(this, { childList: true, subtree: true })
    this.leave = () => document.hidden && this.send()
    document.addEventListener('visibilitychange', this.leave)
    window.addEventListener('pagehide', this.leave)
  }

  disconnectedCallback() {
    this.sight.disconnect()
    this.growth.disconnect()
    document.removeEventListener('visibilitychange', this.leave)
    window.removeEventListener('pagehide', this.leave)
    this.send()
  }

  watchPosts() {
    for (const post of this.querySelectorAll('[data-number]')) this.sight.observe(post)
  }

  see({ target, boundingClientRect: { bottom }, rootBounds, isIntersecting }) {
    const number = Number(target.dataset.number)
    const ended = isIntersecting ? bottom <= (rootBounds?.bottom ?? innerHeight) + 1 : bottom < 0
    if (document.hidden || !ended || !(number > this.upto)) return
    this.upto = number
    this.timer ??= setTimeout(() => this.send(), PAUSE)
  }

  /** keepalive lets the last word through although the page is going. */
  send() {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.upto <= this.sent) return
    this.sent = this.upto
    const body = new URLSearchParams({ upto: this.upto })
    const headers = { 'X-CSRFToken': this.dataset.token }
    fetch(this.dataset.url, { method: 'POST', body, headers, keepalive: true }).catch(() => { this.sent = 0 })
  }
})
