/**
 * Passkeys and security keys: asks the browser for one and posts what it gives.
 *
 *   Signing in, no name needed (the options are fetched from the form's own address):
 *   <form method="post" action="/accounts/2fa/webauthn/login/">{csrf}
 *     <cv-passkey data-for="login" data-failed="…" data-missing="…">
 *       <input type="hidden" name="credential"> <button type="button" class="btn">Sign in with a passkey</button>
 *       <p role="alert" class="error"></p>
 *     </cv-passkey>
 *   </form>
 *
 *   Adding one, creating one at sign-up, or confirming with one. The options stand in the page, as allauth's context
 *   has them in `js_data`: <script type="application/json" id="options">{{ js_data|tojson }}</script>
 *   <form method="post">{csrf} {name field} {passwordless field}
 *     <cv-passkey data-for="add|signup|confirm" data-options="options" data-failed="…">…</cv-passkey>
 *   </form>
 *
 * data-failed: nothing came of it (cancelled, timed out, wrong key). data-missing: this browser has no passkeys.
 * A checkbox named `passwordless` in the form asks for a key that also names its owner. No inline script anywhere: a
 * JSON block is data and is not run, so a strict content policy lets it be. Until the script is there, and where there
 * is none, the whole element is hidden: a button that does nothing yet would be pressed in vain.
 */
const { PublicKeyCredential } = window

customElements.define('cv-passkey', class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest('form')
    this.button = this.querySelector('button')
    this.button.type = 'button'
    this.button.onclick = () => this.ask()
    this.form.addEventListener('submit', event => { // by the Enter key, in the field for its name
      event.preventDefault()
      if (!this.button.hidden) this.button.click()
    })
    if (!PublicKeyCredential?.parseCreationOptionsFromJSON) this.say(this.dataset.missing, true)
  }

  async ask() {
    this.say('')
    this.button.disabled = true
    try {
      const credential = await this[this.dataset.for === 'add' || this.dataset.for === 'signup' ? 'create' : 'get']()
      this.querySelector('[name="credential"]').value = JSON.stringify(credential.toJSON())
      this.form.submit()
    } catch {
      this.say(this.dataset.failed)
    }
    this.button.disabled = false
  }

  async options() {
    if (this.dataset.options) return JSON.parse(document.getElementById(this.dataset.options).textContent)
    const headers = { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' }
    const answer = await fetch(this.form.action, { headers })
    if (!answer.ok) throw new Error('no options')
    return answer.json()
  }

  async create() {
    const { creation_options: { publicKey } } = await this.options()
    if (this.dataset.for === 'add') {
      const passwordless = Boolean(this.form.elements.passwordless?.checked)
      publicKey.authenticatorSelection = {
        ...publicKey.authenticatorSelection,
        residentKey: passwordless ? 'required' : 'discouraged',
        requireResidentKey: passwordless,
        ...(passwordless ? { userVerification: 'required' } : {}),
      }
    }
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
  }

  async get() {
    const { request_options: { publicKey } } = await this.options()
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) })
  }

  say(text, forGood = false) {
    const alert = this.querySelector('[role="alert"]')
    if (alert) alert.textContent = text ?? ''
    this.button.hidden = forGood
  }
})
