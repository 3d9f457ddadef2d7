// What lies over the element that has the focus, in a sentence; empty when it can be seen.
() => {
  const e = document.activeElement
  if (!e || e === document.body || e.matches('main')) return ''
  const r = e.getClientRects()[0]
  if (!r || r.width < 1) return ''
  if (r.bottom <= 0 || r.top >= innerHeight) return `not on the screen: ${e.outerHTML.slice(0, 120)}`
  const x = r.left + Math.min(r.width / 2, 20)
  const edge = Math.min(4, r.height / 2)
  const over = y => {
    const top = document.elementFromPoint(x, y)
    const is = !top || e.contains(top) || top.contains(e) || top.closest('label')?.control === e
    return is ? '' : top.outerHTML.slice(0, 80)
  }
  const ends = [over(Math.min(r.bottom, innerHeight) - edge), over(Math.max(r.top, 0) + edge)].filter(Boolean)
  const most = e.matches('textarea, [contenteditable]') ? 1 : 0 // of a long text the line one writes in is seen
  return ends.length > most ? `${e.outerHTML.slice(0, 120)} lies under ${ends[0]}` : ''
}
