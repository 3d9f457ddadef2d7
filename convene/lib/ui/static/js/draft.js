/**
 * Keeps what is being written: on the server two seconds after the last key, in this browser when that fails.
 *
 *   <cv-draft data-url="/drafts/topic-12/" data-owner="ana" data-saved="Draft saved" data-kept="Not connected. A copy
 *             is kept in this browser." data-refused="Not saved here. A copy is …" data-found="There is a copy …">
 *     <span role="status" class="small soft"></span>
 *     <button type="button" class="btn quiet" hidden>Bring it back</button>
 *   </cv-draft>
 *
 * Inside the form. Sends POST {data-url} with `body`, `title` (where the form has one) and the form's token; any
 * answer of the 200s is a saved draft. An empty body means that the draft may go. data-owner keeps the copies of two
 * people at one computer apart. With data-version it says upon which version it writes, and hears JSON {version, other}:
 * `other`, and data-other from before, is what another device had written; it is offered to be put below.
 * data-name: the field with the words, where that is not `body`; data-began: which wording they are to take the place
 * of, sent along; data-unsaved: these words came back refused, and are saved at once. `cv:sent` {body} on the form:
 * these words are on their way, what is here of them may go.
 */
const WAIT = 2000
const MOST_WHEN_LEAVING = 60_000

customElements.define('cv-draft', class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest('form')
    this.key = `convene.draft.${this.dataset.owner ?? ''}.${this.dataset.url}`
    this.stop = new AbortController()
    const on = (target, type, then) => target.addEventListener(type, then, { signal: this.stop.signal })
    on(this.form, 'input', () => this.wait())
    on(this.form, 'submit', () => { this.sent = true; clearTimeout(this.timer) })
    on(this.form, 'cv:sent', ({ detail }) => this.forget(detail.body))
    on(window, 'pagehide', () => this.leave())
    on(window, 'pageshow', () => (this.sent = false))
    on(window, 'online', () => this.key in localStorage && this.save())
    this.last = 'unsaved' in this.dataset ? '' : this.text()
    this.wait()
    this.offer()
    this.beside(this.dataset.other)
  }

  disconnectedCallback() {
    this.stop.abort()
    clearTimeout(this.timer)
  }

  get words() { return this.form.elements[this.dataset.name ?? 'body'] }

  text() {
    const { title } = this.form.elements
    return new URLSearchParams({ body: this.words.value, ...(title ? { title: title.value } : {}) }).toString()
  }

  wait() {
    if (this.text() === this.last) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), WAIT)
  }

  async save(options = {}) {
    clearTimeout(this.timer)
    const text = this.text()
    if (this.sent || (text === this.last && !(this.key in localStorage))) return
    if (this.saving && !options.keepalive) return this.wait() // the answer brings the version to write upon
    this.saving = true
    const answer = await this.post(text, options)
    this.saving = false
    if (answer?.ok && !answer.redirected) { // redirected: signed out meanwhile
      this.last = text
      localStorage.removeItem(this.key)
      this.say(this.dataset.saved)
      if (answer.status === 200) this.hear(await answer.json())
    } else this.keep(text, answer ? this.dataset.refused : this.dataset.kept)
  }

  post(text, options) {
    const headers = { 'X-CSRFToken': this.form.elements.csrfmiddlewaretoken.value }
    const body = new URLSearchParams(text)
    if (this.dataset.version) body.set('upon', this.dataset.version)
    if (this.dataset.began) body.set('began', this.dataset.began)
    return fetch(this.dataset.url, { method: 'POST', body, headers, ...options }).catch(() => null)
  }

  keep(text, words) {
    try {
      localStorage.setItem(this.key, text)
      this.say(words ?? this.dataset.kept)
    } catch {
      this.say('') // no room or not allowed: better no word than a false one
    }
  }

  leave() {
    const text = this.text()
    if (this.sent || text === this.last) return
    if (text.length < MOST_WHEN_LEAVING) this.save({ keepalive: true })
    else this.keep(text)
  }

  /** Words that are on their way, or the beginning of them, are no draft any more. */
  forget(body) {
    const isOf = words => words && body.trim().startsWith(words.trim())
    if (isOf(new URLSearchParams(localStorage.getItem(this.key) ?? '').get('body'))) localStorage.removeItem(this.key)
    if (!(this.key in localStorage)) this.say('', true)
    if (!isOf(this.words.value)) return
    const composer = this.form.querySelector('cv-composer') ?? this.words
    composer.value = ''
    clearTimeout(this.timer)
    this.last = this.text()
  }

  /** A copy from before is shown as a choice; it never replaces words by itself. */
  offer() {
    const kept = localStorage.getItem(this.key)
    const button = this.querySelector('button')
    if (!kept || kept === this.last || !button) return
    this.say(this.dataset.found)
    button.hidden = false
    button.onclick = () => {
      const copy = new URLSearchParams(kept)
      const composer = this.form.querySelector('cv-composer')
      if (this.form.elements.title && copy.has('title')) this.form.elements.title.value = copy.get('title')
      if (composer) composer.value = copy.get('body')
      else this.words.value = copy.get('body')
      this.say('', true)
      this.wait()
    }
  }

  hear({ version, other }) {
    this.dataset.version = version
    this.beside(other)
  }

  /** What another device had written: below one's own words, when one wants it. */
  beside(other) {
    const button = this.querySelector('button')
    if (!other || this.words.value.includes(other.trim())) return
    this.say(this.dataset.elsewhere)
    button.hidden = false
    button.onclick = () => {
      const composer = this.form.querySelector('cv-composer') ?? this.words
      composer.value = [this.words.value.trim(), other].filter(Boolean).join('\n\n')
      this.say('', true)
      this.wait()
    }
  }

  say(text, isOver = false) {
    this.querySelector('[role="status"]').textContent = text ?? ''
    if (isOver) this.querySelector('button').hidden = true
  }
})
