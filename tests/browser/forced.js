// What is lost in forced colours: controls without an edge, a choice that only colour told, drawings and words that
// vanish. (axe reads -webkit-text-fill-color, which tells the colour from before it was forced.)
() => {
  const found = []
  const short = e => e.outerHTML.slice(0, 110)
  const seen = e => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1
  const edge = e => {
    const s = getComputedStyle(e)
    return ['Top', 'Bottom'].some(side => parseFloat(s[`border${side}Width`]) > 0 && s[`border${side}Style`] !== 'none') ||
      (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0)
  }
  const controls = 'input:not([type=hidden], [type=checkbox], [type=radio], [type=file], [type=range]), textarea, select, .btn:not(.link), [role=textbox]'
  for (const e of document.querySelectorAll(controls)) {
    if (seen(e) && !edge(e) && !(e.closest('.composer') && edge(e.closest('.composer')))) found.push(`no edge around ${short(e)}`)
  }
  const behind = e => {
    for (let one = e; one; one = one.parentElement) {
      const { backgroundColor } = getComputedStyle(one)
      if (!/, 0\)$|\/ 0\)$|transparent/.test(backgroundColor)) return backgroundColor
    }
    return 'Canvas'
  }
  const looks = e => ['', '::before', '::after'].map(part => {
    const s = getComputedStyle(e, part || null)
    const line = parseFloat(s.borderBlockEndWidth) > 0 ? s.borderBlockEndColor : ''
    return [line, s.outlineStyle, s.fontWeight, s.textDecorationLine, part ? '' : behind(e), s.content].join()
  }).join()
  const chosen = '[aria-current]:not([aria-current=false]), [aria-pressed=true], [aria-selected=true]'
  for (const e of document.querySelectorAll(chosen)) {
    const others = [...(e.closest('nav, [role=tablist], .segments, .acts, ul, ol') ?? document).querySelectorAll(e.localName)]
    const other = others.find(one => one !== e && !one.matches(chosen) && one.className === e.className && seen(one))
    if (seen(e) && other && looks(e) === looks(other)) found.push(`only colour says that this is chosen: ${short(e)}`)
  }
  const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true })
  const light = colour => {
    pen.clearRect(0, 0, 1, 1)
    pen.fillStyle = colour
    pen.fillRect(0, 0, 1, 1)
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map(n => (n / 255 <= 0.03928 ? n / 255 / 12.92 : ((n / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a)
    return (high + 0.05) / (low + 0.05)
  }
  for (const svg of document.querySelectorAll('svg:not(.emblem)')) {
    if (!seen(svg)) continue
    const ground = behind(svg.parentElement)
    const inks = [...svg.querySelectorAll('path, rect, circle, line')].flatMap(one => {
      const s = getComputedStyle(one)
      return [s.fill, s.stroke].filter(ink => ink !== 'none')
    })
    if (inks.length && !inks.some(ink => contrast(ink, ground) >= 3)) found.push(`cannot be made out: ${short(svg)}`)
  }
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const e = node.parentElement
    if (!node.data.trim() || !seen(e) || e.closest('svg, option, .visually-hidden, :disabled, [aria-disabled=true]')) continue
    const ratio = contrast(getComputedStyle(e).color, behind(e))
    if (ratio < 4.5) found.push(`${ratio.toFixed(1)} times as light: ${short(e)}`)
  }
  return found.slice(0, 12)
}
