/**
 * Two tabs above a composer: write, and see the text as the server will show it.
 *
 *   <cv-preview role="tablist" aria-label="…" data-url="/preview/" data-empty="…" data-failed="…">
 *     <button type="button" role="tab" data-view="write" aria-selected="true">Write</button>
 *     <button type="button" role="tab" data-view="preview" aria-selected="false" tabindex="-1">Preview</button>
 *   </cv-preview>
 *
 * Sends POST {data-url} with `body` and the form's token; shows the HTML that comes back, which the server has made
 * safe, or the sentence of a refusal (422, JSON {error}). While it is seen the composer has data-view="preview".
 * Without script it is not shown.
 */
customElements.define('cv-preview', class extends HTMLElement {
  connectedCallback() {
    this.composer = this.closest('cv-composer')
    this.tabs = [...this.querySelectorAll('[data-view]')]
    this.onclick = event => this.choose(event.target.closest('[data-view]'))
    this.onkeydown = event => {
      if (!['ArrowLeft', 'ArrowRight'].includes(event.key)) return
      event.preventDefault()
      const other = this.tabs.find(tab => tab !== event.target)
      other.focus()
      this.choose(other)
    }
  }

  disconnectedCallback() { this.panel?.remove() }

  choose(tab) {
    if (!tab) return
    for (const each of this.tabs) {
      each.ariaSelected = String(each === tab)
      each.tabIndex = each === tab ? 0 : -1
    }
    this.composer.dataset.view = tab.dataset.view
    if (tab.dataset.view === 'preview') this.look(tab)
    else this.panel?.remove()
  }

  async look(tab) {
    const properties = { className: 'text prose', role: 'tabpanel', tabIndex: 0 }
    this.panel ??= Object.assign(document.createElement('div'), properties)
    tab.id ||= `tab-${crypto.getRandomValues(new Uint32Array(1))[0]}`
    this.panel.setAttribute('aria-labelledby', tab.id)
    this.panel.setAttribute('aria-busy', 'true')
    this.closest('.bar').after(this.panel)
    const { field, form } = this.composer
    if (!field.value.trim()) return this.say(this.dataset.empty)
    const body = new URLSearchParams({ body: field.value })
    const headers = { Accept: 'application/json', 'X-CSRFToken': form.elements.csrfmiddlewaretoken.value }
    const answer = await fetch(this.dataset.url, { method: 'POST', body, headers }).catch(() => null)
    if (answer?.status === 422) return this.say((await answer.json()).error)
    if (!answer?.ok || answer.redirected) return this.say(this.dataset.failed) // redirected: signed out meanwhile
    this.panel.innerHTML = await answer.text()
    return this.panel.setAttribute('aria-busy', 'false')
  }

  say(text) {
    const line = Object.assign(document.createElement('p'), { className: 'soft', textContent: text })
    this.panel.replaceChildren(line)
    this.panel.setAttribute('aria-busy', 'false')
  }
})
