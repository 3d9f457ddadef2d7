/**
 * A tablet without a connection: it goes on, keeps each visitor's votes, and sends them when the connection is back.
 *
 *   <cv-unsent data-slug="…" data-home="…" data-send="…" data-asks="/health/">
 *     <form hidden>…</form>                                  what a form has to bring along
 *     <template data-lines> <p data-number="7">A statement</p> … </template>   where a visitor begins
 *     <template data-page> … what stands on the page meanwhile … </template>
 *     <p role="status" hidden data-no>This needs a connection …</p>
 *   </cv-unsent>
 *
 * Kept in localStorage: the statements, and for each visitor {word, goesOn, votes}. `word` is drawn by lot, so that what
 * is sent twice counts once; `goesOn` says that the visitor began with a connection, and has a ballot already.
 */
const PATIENCE = 4000 // until no answer means no connection
const AGAIN = 10_000 // between attempts to send
const DONE = [204, 404, 410, 422] // counted, or never going to be

const read = (key, otherwise) => { try { return JSON.parse(localStorage.getItem(key)) ?? otherwise } catch { return otherwise } }
const keep = (key, what) => { try { localStorage.setItem(key, JSON.stringify(what)) } catch { /* as long as the page stands */ } }
const byLot = () => [...crypto.getRandomValues(new Uint8Array(16))].map(one => one.toString(16).padStart(2, '0')).join('')

customElements.define('cv-unsent', class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    const on = (target, type, then) => target.addEventListener(type, then, { signal: this.stop.signal, capture: true })
    const { slug } = this.dataset
    this.keys = { lines: `lines:${slug}`, visits: `unsent:${slug}`, seen: `seen:${slug}` }
    this.visits ??= read(this.keys.visits, []) // it moves within the page when the connection goes away
    this.takeLines()
    on(document, 'htmx:afterRequest', event => this.hear(event.detail))
    for (const name of ['htmx:sendError', 'htmx:timeout'])
      on(document, name, event => this.fail(event.detail.requestConfig.parameters))
    on(document, 'submit', event => this.submit(event))
    on(document, 'click', event => this.click(event))
    on(document, 'kiosk:anew', () => this.anew())
    on(window, 'online', () => this.send())
    this.clock = setInterval(() => this.send(), AGAIN)
    this.send()
  }

  disconnectedCallback() {
    this.stop.abort()
    clearInterval(this.clock)
  }

  /** Where a visitor begins, the statements are there, and nobody has voted yet. */
  takeLines() {
    const given = this.querySelector('template[data-lines]')
    if (!given) return
    const lines = [...given.content.children].map(line => ({ number: line.dataset.number, lang: line.lang, text: line.textContent }))
    keep(this.keys.lines, lines)
    keep(this.keys.seen, [])
  }

  async reaches() {
    const how = { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) }
    return fetch(this.dataset.asks, how).then(answer => answer.ok, () => false)
  }

  hear({ successful, requestConfig }) {
    const { statement } = requestConfig.parameters
    if (successful && statement) keep(this.keys.seen, [...read(this.keys.seen, []), statement])
  }

  fail({ statement, vote }) {
    if (!statement) return
    this.begin(true)
    this.vote(statement, vote)
  }

  async submit(event) {
    const form = event.target
    if (form.hasAttribute('hx-post') || this.isPassing) return
    event.preventDefault()
    event.stopPropagation()
    if (await this.reaches()) {
      this.isPassing = true
      form.requestSubmit(event.submitter)
    } else if (form.hasAttribute('data-begins')) this.begin(false)
    else this.refuse()
  }

  async click(event) {
    const own = event.target.closest('[data-does]')
    if (own) return this[own.dataset.does](own.value)
    const link = event.target.closest('a[href]')
    if (!link || link.hash) return
    event.preventDefault()
    if (link.getAttribute('href') === this.dataset.home) this.anew()
    else if (await this.reaches()) location.href = link.href
    else this.refuse()
  }

  refuse() {
    this.querySelector('[data-no]').hidden = false
  }

  /** The next visitor, with a fresh page where there is a connection. */
  async anew() {
    this.now = null
    if (await this.reaches()) {
      await this.send()
      const has_sent = !this.visits.some(visit => visit.goesOn)
      if (has_sent) return location.replace(this.dataset.home) // so that “back” does not lead to the visitor before
    }
    keep(this.keys.seen, [])
    this.show('begin')
  }

  start() { this.begin(false) }

  begin(goesOn) {
    this.now = { word: byLot(), goesOn, votes: {} }
    this.next()
  }

  choose(value) { this.vote(this.line.number, value) }

  vote(number, value) {
    if (!Object.keys(this.now.votes).length) this.visits.push(this.now)
    this.now.votes[number] = value
    keep(this.keys.visits, this.visits)
    this.next()
  }

  next() {
    const seen = new Set([...read(this.keys.seen, []), ...Object.keys(this.now.votes)])
    const lines = read(this.keys.lines, [])
    const left = lines.filter(({ number }) => !seen.has(number))
    this.line = left[Math.floor(Math.random() * left.length)]
    const page = this.show(this.line ? 'vote' : 'end')
    if (this.line) {
      const words = page.querySelector('.statement')
      words.textContent = this.line.text
      words.lang = this.line.lang
    }
    const count = page.querySelector('[data-count]')
    count.textContent = count.dataset.count.replace('{done}', lines.length - left.length).replace('{of}', lines.length)
  }

  /** Puts what is kept for such times in place of the page, once, and opens one part of it. */
  show(part) {
    const place = this.parentElement
    if (!this.isAlone) {
      this.isAlone = true
      const page = this.querySelector('template[data-page]').content.cloneNode(true)
      place.replaceChildren(page, this)
    }
    this.querySelector('[data-no]').hidden = true
    for (const one of place.querySelectorAll('[data-part]')) one.hidden = !one.dataset.part.split(' ').includes(part)
    place.querySelector('[data-part]:not([hidden]) [tabindex="-1"]')?.focus()
    return place
  }

  /** Sends what visitors have voted who are done, the first one first; then the page comes anew, if nobody is at it. */
  async send() {
    if (this.isSending || !(this.visits.length || this.isAlone)) return
    this.isSending = true
    try {
      while (this.visits.length && this.visits[0] !== this.now && await this.sends(this.visits[0])) {
        this.visits.shift()
        keep(this.keys.visits, this.visits)
      }
      if (this.isAlone && !this.now && !this.visits.length && await this.reaches()) location.replace(this.dataset.home)
    } finally { this.isSending = false }
  }

  async sends({ word, goesOn, votes }) {
    const body = new FormData(this.querySelector('form'))
    body.set('visit', word)
    if (goesOn) body.set('goes_on', '1')
    for (const [number, value] of Object.entries(votes)) body.set(`vote-${number}`, value)
    const how = { method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(5 * PATIENCE) }
    return fetch(this.dataset.send, how).then(answer => DONE.includes(answer.status), () => false)
  }
})
