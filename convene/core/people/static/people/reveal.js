/**
 * A password that can be looked at while it is typed.
 *
 *   <cv-reveal data-show="Show the password" data-hide="Hide the password"> a password field </cv-reveal>
 *
 * Puts a button below the field; before the form is sent the password is a password again, so that browsers keep it.
 */
customElements.define('cv-reveal', class extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector('input[type="password"]')
    if (!this.field || this.button) return
    this.button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn link small' })
    this.button.setAttribute('aria-controls', this.field.id)
    this.button.onclick = () => this.show(this.field.type === 'password')
    this.field.after(this.button)
    this.field.form?.addEventListener('submit', () => this.show(false))
    this.show(false)
  }

  show(yes) {
    this.field.type = yes ? 'text' : 'password'
    this.button.textContent = yes ? this.dataset.hide : this.dataset.show
  }
})
