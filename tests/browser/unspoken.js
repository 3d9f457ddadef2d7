// What a page says in letters without an accent; what people wrote, and what is no word, is left out.
accents => {
  const theirs = '.prose, .excerpt, time, code, .avatar, script, style, [lang]:not(html), [data-theirs], .ProseMirror, svg, option'
  const strange = text => /[a-z]{2}/i.test(text) && ![...accents].some(letter => text.includes(letter))
  const found = []
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const text = node.textContent.trim()
    if (strange(text) && !node.parentElement.closest(theirs)) found.push(text)
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    if (element.closest(theirs)) continue
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      const text = (element.getAttribute(name) ?? '').trim()
      if (strange(text)) found.push(text)
    }
  }
  return found
}
