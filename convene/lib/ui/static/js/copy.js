/**
 * Copies the address of a link, and says so.
 *
 *   <cv-copy data-copied="Copied"><a class="btn quiet" href="/c/citizen-science/t/12/#post-3">Link</a></cv-copy>
 *
 * Where the browser does not let a page write to the clipboard, the link is just a link.
 */
customElements.define('cv-copy', class extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector('a')
    this.link.onclick = event => this.copy(event)
    this.news = Object.assign(document.createElement('span'), { className: 'visually-hidden', role: 'status' })
    this.append(this.news)
  }

  async copy(event) {
    if (!navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    try {
      await navigator.clipboard.writeText(this.link.href)
    } catch {
      location.assign(this.link.href)
      return
    }
    this.words ??= this.link.innerHTML
    this.link.textContent = this.news.textContent = this.dataset.copied
    clearTimeout(this.timer)
    this.timer = setTimeout(() => { this.link.innerHTML = this.words; this.news.textContent = '' }, 2000)
  }
})
