/**
 * Quotes a post, or the words of it that are selected, in the composer below.
 *
 *   <article data-number="3"> … <a class="at" href="3/">…</a> … <div class="prose">…</div> …
 *     <cv-quote data-says="Ana Lima wrote:">
 *       <a class="btn quiet" href="?quote=3#reply">Quote</a>
 *     </cv-quote>
 *   </article>
 *
 * data-into: id of the form with the composer, `reply` unless it says another. Without script, or without that form on
 * the page, the link is followed.
 */
const LONGEST = 4000

customElements.define('cv-quote', class extends HTMLElement {
  connectedCallback() {
    this.onpointerdown = () => (this.chosen = this.selected())
    this.onclick = event => this.quote(event)
  }

  get post() { return this.closest('[data-number]') }
  get prose() { return this.post?.querySelector('.prose') }

  /** The words chosen in this post, which a click could clear before it is heard. */
  selected() {
    const selection = getSelection()
    const here = selection.rangeCount && this.prose?.contains(selection.getRangeAt(0).commonAncestorContainer)
    return here ? selection.toString().trim() : ''
  }

  /** All that the author says in the post: what they quote themselves is left out. */
  said() {
    return [...this.prose.querySelectorAll('p, li, pre, h1, h2, h3, h4, h5, h6')]
      .filter(block => !block.closest('blockquote, details') && !block.querySelector('p'))
      .map(block => block.innerText.trim())
      .filter(Boolean)
      .join('\n\n')
  }

  quote(event) {
    const composer = document.getElementById(this.dataset.into ?? 'reply')?.querySelector('cv-composer')
    if (!composer?.insert || !this.prose) return
    event.preventDefault()
    const words = (this.selected() || this.chosen || this.said()).slice(0, LONGEST)
    const plain = words.replace(/[\\`*_[\]<&~]/g, '\\$&').replace(/^(\s*)(#{1,6}\s|[-+>|]|:::|\d+[.)])/gm, '$1\\$2')
    const says = `[${this.dataset.says.replace(/[\\[\]]/g, '\\$&')}](${this.post.querySelector('.at').pathname})`
    const lines = `${says}\n\n${plain.replace(/^(\s*\d+)\\?([.)])/gm, '$1\\$2')}`.split('\n')
    composer.insert(`${lines.map(line => `> ${line}`.trimEnd()).join('\n')}\n`)
    composer.scrollIntoView({ block: 'center' })
  }
})
