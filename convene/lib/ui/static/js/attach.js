/**
 * Files for a composer: chosen by the attach button, dropped or pasted.
 *
 *   <cv-attach data-url="/files/" data-max-bytes="26214400" data-accept="image/*,.pdf" data-done="{name} is attached."
 *              data-too-large="{name} is larger than 25 MB. …" data-failed="{name} could not be sent. …"
 *              data-sending="Sending {name}" data-dismiss="Dismiss"></cv-attach>
 *
 * Inside a cv-composer. Each file goes by itself as POST {data-url}, multipart `file`, with the form's token. The
 * answer is JSON {id, name, url, markdown, is_image}, whose Markdown is inserted at the caret, or a refusal
 * {error: "sentence"}, which is shown. Answers to the toolbar's `cv:do` named attach.
 */
const part = (tag, properties) => Object.assign(document.createElement(tag), properties)

customElements.define('cv-attach', class extends HTMLElement {
  connectedCallback() {
    this.composer = this.closest('cv-composer')
    this.stop = new AbortController()
    const on = (type, then) => this.composer.addEventListener(type, then, { capture: true, signal: this.stop.signal })
    on('cv:do', event => event.detail.name === 'attach' && this.pick(event))
    on('paste', event => this.receive(event, event.clipboardData))
    on('drop', event => { this.aim(false); this.receive(event, event.dataTransfer) })
    on('dragover', event => event.dataTransfer.types.includes('Files') && this.aim(true, event))
    on('dragleave', event => this.composer.contains(event.relatedTarget) || this.aim(false))
    this.input = part('input', { type: 'file', multiple: true, hidden: true })
    this.input.accept = this.dataset.accept ?? ''
    this.input.onchange = () => { this.send([...this.input.files]); this.input.value = '' }
    this.list = part('ul', { className: 'sending' })
    this.news = part('p', { className: 'visually-hidden', role: 'status' })
    this.replaceChildren(this.input, this.list, this.news)
  }

  disconnectedCallback() { this.stop.abort() }

  pick(event) {
    event.stopPropagation()
    this.input.click()
  }

  aim(on, event) {
    event?.preventDefault()
    this.composer.classList.toggle('aimed', on)
  }

  /** Take files, but not the picture that an office program adds to copied text. */
  receive(event, { files, types }) {
    if (!files.length || types.includes('text/plain') || types.includes('text/html')) return
    event.preventDefault()
    event.stopPropagation()
    this.send([...files])
  }

  async send(files) {
    for (const file of files) {
      const line = this.line(file)
      const limit = Number(this.dataset.maxBytes)
      if (limit && file.size > limit) this.refuse(line, this.words('tooLarge', file))
      else await this.upload(file, line)
    }
  }

  words(which, { name }) { return (this.dataset[which] ?? '{name}').replace('{name}', name) }

  line(file) {
    const line = part('li')
    const ariaLabel = this.words('sending', file)
    line.append(part('span', { textContent: file.name }), part('progress', { max: 1, value: 0, ariaLabel }))
    this.list.append(line)
    return line
  }

  /** XMLHttpRequest, because fetch tells nothing of how far a file has gone. */
  upload(file, line) {
    const body = new FormData()
    body.append('file', file)
    const request = new XMLHttpRequest()
    request.open('POST', this.dataset.url)
    request.setRequestHeader('X-CSRFToken', this.composer.form.elements.csrfmiddlewaretoken.value)
    request.setRequestHeader('Accept', 'application/json')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => (line.querySelector('progress').value = loaded / total)
    return new Promise(resolve => {
      request.onloadend = () => {
        const answer = request.response
        if (request.status >= 200 && request.status < 300 && answer?.markdown) this.insert(file, answer, line)
        else this.refuse(line, answer?.error ?? this.words('failed', file))
        resolve()
      }
      request.send(body)
    })
  }

  /** A picture stands by itself, a file stands in the line. */
  insert(file, { markdown, is_image: isImage }, line) {
    line.remove()
    this.news.textContent = this.words('done', file)
    const detail = { markdown: isImage ? `${markdown}\n` : markdown }
    this.dispatchEvent(new CustomEvent('cv:insert', { bubbles: true, detail }))
  }

  refuse(line, sentence) {
    const onclick = () => line.remove()
    const { dismiss: textContent } = this.dataset
    const dismiss = part('button', { type: 'button', className: 'btn quiet', textContent, onclick })
    line.replaceChildren(part('span', { className: 'error', role: 'alert', textContent: sentence }), dismiss)
  }
})
