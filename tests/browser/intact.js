([isWhole, html = '']) => {
  // What a page must not have after strangers' words were put into it; a list of sentences, empty when all is well.
  // The page is the one that is open, or what the source of another would become.
  const page = html ? new DOMParser().parseFromString(html, 'text/html') : document
  const found = html ? [] : [...(window.ran ?? []).map(what => `ran ${what}`)]
  const runs = /^(javascript|vbscript|data:(?!image\/(png|jpeg|webp|gif)))/
  const links = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster', 'srcset', 'background', 'ping']
  for (const element of page.querySelectorAll('*')) {
    const tag = element.localName
    if (tag === 'img' && location.pathname === '/account/2fa/totp/activate/') continue // the code that we have drawn
    const where = `<${tag} ${[...element.attributes].map(one => `${one.name}="${one.value.slice(0, 60)}"`).join(' ')}>`
    if (['iframe', 'object', 'embed', 'base', 'frame', 'frameset', 'math', 'applet'].includes(tag)) found.push(where)
    if (tag === 'script' && !element.src && !/json|importmap|speculationrules/.test(element.type)) found.push(where)
    if (tag === 'style' && page.body.contains(element) && !element.closest('cv-composer')) found.push(where)
    if (tag === 'meta' && /refresh/i.test(element.httpEquiv)) found.push(where)
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(`a handler: ${where}`)
      if (name === 'srcdoc') found.push(where)
      if (links.includes(name) && runs.test(value.replace(/[\u0000-\u0020]/g, '').toLowerCase())) found.push(where)
    }
    if (['img', 'script', 'link', 'video', 'audio', 'source', 'form'].includes(tag)) {
      const to = element.getAttribute('src') ?? element.getAttribute('action') ?? (tag === 'link' ? element.href : '')
      if (to && new URL(to, location.href).host !== location.host) found.push(`to another host: ${where}`)
    }
  }
  if (isWhole) {
    for (const part of ['main', 'h1', 'title']) {
      const number = page.querySelectorAll(part === 'title' ? 'head > title' : part).length
      if (number !== 1) found.push(`${number} times <${part}>`)
    }
    if (!page.querySelector('body > footer, footer')) found.push('no footer: the page ends too early')
  }
  return found
}
