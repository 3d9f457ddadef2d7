// What axe finds by some rules, and the contrast of each kind of words that was not decided before; null without axe.
// A kind is what contrast comes from: the tag, class, colour and letters of an element, and what it lies on, which is
// every element around it that paints or leaves its place. Where axe cannot decide it stays unknown, and is asked anew.
async ([rules, known]) => {
  if (!window.axe) return null
  const decided = new Set(known.split(' '))
  const hash = text => {
    let [one, other] = [0xdeadbeef, 0x41c6ce57]
    for (let place = 0; place < text.length; place++) {
      const letter = text.charCodeAt(place)
      one = Math.imul(one ^ letter, 2654435761)
      other = Math.imul(other ^ letter, 1597334677)
    }
    return `${(one >>> 0).toString(36)}-${(other >>> 0).toString(36)}`
  }
  const grounds = new Map([[null, '']])
  const ground = e => {
    if (!grounds.has(e)) {
      const s = getComputedStyle(e)
      const under = ground(e.parentElement)
      const paint = [s.backgroundColor, s.backgroundImage, s.opacity].join()
      const isPlain = ['static', 'relative'].includes(s.position) && paint === 'rgba(0, 0, 0, 0),none,1'
      grounds.set(e, isPlain ? under : [under, e.localName, e.getAttribute('class'), paint, s.position].join())
    }
    return grounds.get(e)
  }
  const letters = e => {
    const s = getComputedStyle(e)
    return [e.localName, e.getAttribute('class'), s.color, s.fontSize, s.fontWeight, s.textShadow].join()
  }
  const speaks = e => e.matches('input, select, textarea') || [...e.childNodes].some(one => one.nodeType === 3 && one.data.trim())
  const kinds = new Map()
  for (const e of document.body.querySelectorAll('*')) {
    if (!speaks(e) || !e.checkVisibility({ visibilityProperty: true })) continue
    const kind = hash(`${ground(e)},${letters(e)}`)
    if (!decided.has(kind)) kinds.set(e, kind)
  }
  const asked = new Set()
  const rule = axe._audit.rules.find(({ id }) => id === 'color-contrast')
  const matches = rule.matches
  rule.matches = (e, ...more) => kinds.has(e) && matches(e, ...more) && Boolean(asked.add(e))
  const contrast = kinds.size ? ['color-contrast'] : []
  const { type, values } = rules.runOnly
  const runOnly = type === 'rule' ? { type, values: [...values, ...contrast] } : rules.runOnly
  const { violations, incomplete } = await axe.run({
    ...rules, runOnly, rules: { ...rules.rules, 'color-contrast': { enabled: kinds.size > 0 } },
    resultTypes: ['violations', 'incomplete'], elementRef: true, selectors: false, preload: false,
  })
  rule.matches = matches
  const unsure = new Set(incomplete.filter(({ id }) => id === 'color-contrast').flatMap(({ nodes }) => nodes).map(({ element }) => element))
  const sure = [...asked].filter(e => !unsure.has(e)).map(e => kinds.get(e))
  const told = violations.flatMap(({ id, nodes }) => nodes.slice(0, 4).map(({ html, failureSummary }) => [id, html, failureSummary ?? '']))
  return { told, decided: [...new Set(sure)].join(' ') }
}
