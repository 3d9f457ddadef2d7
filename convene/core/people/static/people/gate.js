/**
 * Solves the puzzle of a form while somebody fills it in, out of sight; see lib/web/puzzles.py.
 *
 *   <cv-gate data-solver="/static/people/solver.js" data-busy="One moment …">
 *     <input type="hidden" name="puzzle" value="16:nonce:…"> <input type="hidden" name="answer">
 *     <p role="status"></p>
 *   </cv-gate>
 *
 * Inside the form. Whoever sends it before the answer is there waits for it, and is told; a puzzle that has grown old is
 * fetched anew from the page's own address. Where there are no workers the form goes without an answer.
 */
const FRESH = 25 * 60_000

customElements.define('cv-gate', class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest('form')
    this.stop = new AbortController()
    const { signal } = this.stop
    this.form.addEventListener('submit', event => this.hold(event), { signal })
    window.addEventListener('pageshow', event => event.persisted && this.renew(), { signal })
    this.begin()
  }

  disconnectedCallback() {
    this.stop.abort()
    this.solver?.terminate()
  }

  get puzzle() { return this.form.elements.puzzle }
  get answer() { return this.form.elements.answer }

  begin() {
    this.since = Date.now()
    this.answer.value = ''
    this.solver?.terminate()
    this.solved = new Promise(done => {
      try {
        this.solver = new Worker(this.dataset.solver)
      } catch {
        return done('')
      }
      this.solver.onmessage = ({ data }) => done(String(data))
      this.solver.onerror = () => done('')
      const [bits, nonce] = this.puzzle.value.split(':')
      this.solver.postMessage({ bits: Number(bits), nonce })
    }).then(answer => {
      this.answer.value = answer
      this.is_done = true
    })
    this.is_done = false
  }

  async renew() {
    const page = await fetch(location.href).then(answer => answer.text()).catch(() => '')
    const fresh = new DOMParser().parseFromString(page, 'text/html').querySelector('cv-gate [name="puzzle"]')
    if (fresh) this.puzzle.value = fresh.value
    this.begin()
  }

  async hold(event) {
    const is_old = Date.now() - this.since > FRESH
    if (this.is_done && !is_old) return
    event.preventDefault()
    if (this.waits) return
    this.waits = true
    const button = event.submitter
    this.querySelector('[role="status"]').textContent = this.dataset.busy
    if (is_old) await this.renew()
    await this.solved
    this.waits = false
    this.form.requestSubmit(button)
  }
})
