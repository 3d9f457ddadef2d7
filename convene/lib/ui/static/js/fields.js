/**
 * Saves each field of a form by itself while one writes, upon the version that the page knows, so that two people at one
 * form never overwrite each other.
 *
 *   <form><input type="hidden" name="upon_words" value="3"> <textarea name="words"></textarea>
 *   <cv-fields data-url="…" data-saved="Saved" data-lost="Not connected" data-refused="Not saved" data-clash="Somebody
 *              wrote here meanwhile:" data-take="Take theirs" data-mine="Keep mine"><span role="status"></span></cv-fields></form>
 *
 * Sends POST {data-url} with one field, `upon_…` and the form's token. 200 is JSON with the new version of each field; 409 is
 * {theirs, stands}: what the field says by now, and in which version. Both are shown then, and the writer chooses.
 */
const WAIT = 1200

customElements.define('cv-fields', class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest('form')
    this.stop = new AbortController()
    this.waiting = new Set()
    this.last = new Map(this.names.map(name => [name, this.form.elements[name]?.value]))
    const on = (target, type, then) => target.addEventListener(type, then, { signal: this.stop.signal })
    on(this.form, 'input', ({ target }) => this.wait(target.name))
    on(this.form, 'submit', () => { this.sent = true; clearTimeout(this.timer) })
    on(window, 'pagehide', () => this.saveAll({ keepalive: true }))
    on(window, 'pageshow', () => (this.sent = false))
    on(window, 'online', () => this.saveAll())
  }

  disconnectedCallback() {
    this.stop.abort()
    clearTimeout(this.timer)
  }

  get names() { return [...this.form.querySelectorAll('[name^="upon_"]')].map(one => one.name.slice(5)) }

  wait(name) {
    if (!this.names.includes(name)) return
    this.waiting.add(name)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.saveAll(), WAIT)
  }

  async saveAll(options = {}) {
    clearTimeout(this.timer)
    if (this.sent || (this.saving && !options.keepalive)) return this.waiting.size && this.later()
    this.saving = true
    for (const name of [...this.waiting]) await this.save(name, options)
    this.saving = false
  }

  later() { this.timer = setTimeout(() => this.saveAll(), WAIT) }

  async save(name, options) {
    const value = this.form.elements[name].value
    this.waiting.delete(name)
    if (value === this.last.get(name)) return
    const body = new URLSearchParams({ [name]: value, [`upon_${name}`]: this.form.elements[`upon_${name}`].value })
    const headers = { 'X-CSRFToken': this.form.elements.csrfmiddlewaretoken.value, Accept: 'application/json' }
    const answer = await fetch(this.dataset.url, { method: 'POST', body, headers, ...options }).catch(() => null)
    if (!answer || answer.redirected) { // redirected: signed out meanwhile
      this.waiting.add(name)
      this.say(this.dataset.lost)
    } else if (answer.status === 409) this.ask(name, await answer.json())
    else if (answer.ok) this.note(name, value, (await answer.json())[name])
    else this.say(this.dataset.refused)
  }

  note(name, value, version) {
    this.last.set(name, value)
    this.form.elements[`upon_${name}`].value = version
    this.say(this.dataset.saved)
  }

  /** Both stand there until the writer has chosen. */
  ask(name, { theirs, stands }) {
    this.querySelector(`[data-field="${name}"]`)?.remove()
    const box = Object.assign(document.createElement('div'), { className: 'notice ember stack gap-2' })
    box.dataset.field = name
    box.setAttribute('role', 'alert')
    const words = Object.assign(document.createElement('p'), { textContent: `${this.dataset.clash} ${theirs[name]}` })
    const choose = (text, then) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn small', textContent: text })
      button.onclick = () => { box.remove(); this.form.elements[`upon_${name}`].value = stands[name]; then() }
      return button
    }
    const row = Object.assign(document.createElement('p'), { className: 'row gap-2' })
    row.append(
      choose(this.dataset.take, () => {
        this.form.elements[name].value = theirs[name]
        this.note(name, theirs[name], stands[name])
      }),
      choose(this.dataset.mine, () => { this.waiting.add(name); this.saveAll() }),
    )
    box.append(words, row)
    this.append(box)
  }

  say(text) { this.querySelector('[role="status"]').textContent = text ?? '' }
})
