/**
 * What was written without a connection, and how it stands: it waits, it is posted, or it could not be, and why.
 *
 *   <cv-waiting data-waiting="Waiting for a connection" data-posted="Posted" data-refused="Could not be posted: {why}"
 *               data-gone="…" data-others="…" data-sure="…">
 *     <section class="stack" id="waiting" tabindex="-1" hidden>
 *       <h2>…</h2>
 *       <template><article class="waiting"><p class="state" role="status"></p><a class="where"></a><div class="words"></div>
 *         <p class="row"><a class="btn" data-do="show">…</a><button class="btn" data-do="edit">…</button> … </p></article></template>
 *     </section>
 *   </cv-waiting>
 *
 * Is told what to hear, {replies, others}, and answers the worker with {again: key} or {take_back: key}. The section goes to the
 * form that may wait (it has a field `may_wait`), else to the top of the page. data-do: show, edit, copy, again, hide, drop.
 * data-gone: why, where the server said nothing; data-others: that somebody else's words wait for them; data-sure: is
 * asked before words are thrown away. Tells the form `cv:sent` {body}, so that its draft goes.
 */
const OFFERS = {
  waiting: { here: ['edit'], elsewhere: [] },
  refused: { here: ['edit', 'again'], elsewhere: ['copy', 'again', 'drop'] },
  posted: { here: ['show', 'hide'], elsewhere: ['show', 'hide'] },
}

customElements.define('cv-waiting', class extends HTMLElement {
  connectedCallback() {
    if (this.section) return
    this.section = this.querySelector('section')
    this.template = this.querySelector('template')
    this.list = document.createElement('div')
    this.list.className = 'stack gap-3'
    this.section.append(this.list)
    const form = document.querySelector('[name="may_wait"]')?.form
    const top = document.querySelector('#messages') ?? document.querySelector('h1')
    if (form) form.before(this.section)
    else top?.after(this.section)
  }

  hear({ replies, others }) {
    const news = replies.filter(reply => !this.isShown(reply))
    const told = JSON.stringify([news, others])
    if (told === this.told) return // nobody's focus is taken, nothing is read out twice
    this.told = told
    this.section.hidden = !news.length && !others
    this.list.replaceChildren(...news.map(reply => this.draw(reply)))
    if (others) this.list.append(Object.assign(document.createElement('p'), { textContent: this.dataset.others }))
    if (location.hash !== '#waiting' || this.section.hidden || this.jumped) return
    this.jumped = true
    this.section.scrollIntoView({ block: 'center' })
    this.section.focus({ preventScroll: true })
  }

  /** A reply that stands on the page as a post needs no more words. */
  isShown({ key, state, address }) {
    const post = state === 'posted' && document.querySelector(new URL(address, location.href).hash || '#none')
    const is = post && new URL(address, location.href).pathname === location.pathname
    if (is) this.tell({ take_back: key })
    return is
  }

  draw(reply) {
    const { state, title, page, body, why, address } = reply
    const card = this.template.content.firstElementChild.cloneNode(true)
    const form = [...document.forms].find(one => one.action === reply.action)
    const where = card.querySelector('.where')
    card.classList.add(state)
    card.querySelector('.state').textContent = this.dataset[state].replace('{why}', () => why || this.dataset.gone)
    where.textContent = title
    where.href = page
    where.hidden = Boolean(form) || !title
    card.querySelector('.words').textContent = body
    card.querySelector('[data-do="show"]').href = address ?? page
    for (const button of card.querySelectorAll('[data-do]')) {
      button.hidden = !OFFERS[state][form ? 'here' : 'elsewhere'].includes(button.dataset.do)
      button.onclick = () => this[button.dataset.do](reply, form)
    }
    if (state !== 'refused') form?.dispatchEvent(new CustomEvent('cv:sent', { detail: { body } }))
    return card
  }

  /** Back into the field, after what stands there. */
  edit({ key, body }, form) {
    const composer = form.querySelector('cv-composer') ?? form.elements.body
    composer.value = [form.elements.body.value.trim(), body].filter(Boolean).join('\n\n')
    form.elements.body.dispatchEvent(new Event('input', { bubbles: true }))
    this.tell({ take_back: key })
    if (composer.writer) composer.writer.focus()
    else composer.focus()
  }

  async copy({ body }) { await navigator.clipboard?.writeText(body).catch(() => {}) }
  again({ key }) { this.tell({ again: key }) }
  show({ key }) { this.tell({ take_back: key }) }
  hide({ key }) { this.tell({ take_back: key }) }
  drop({ key }) { if (confirm(this.dataset.sure)) this.tell({ take_back: key }) }

  async tell(words) { (await navigator.serviceWorker.ready).active.postMessage(words) }
})
