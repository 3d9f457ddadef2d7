// What makes the page wider than the window, in a sentence; empty when nothing does.
() => {
  const page = document.documentElement
  const wide = page.clientWidth
  if (page.scrollWidth <= wide) return ''
  const scrolls = e => e && e !== document.body && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement))
  const out = [...document.querySelectorAll('body *')]
    .filter(e => !scrolls(e) && e.getClientRects().length && e.getBoundingClientRect().right > wide + 1)
    .slice(0, 3)
    .map(e => `<${e.tagName.toLowerCase()} class="${e.className.baseVal ?? e.className}">`)
  return `${page.scrollWidth} px wide: ${out.join(' ')}`
}
