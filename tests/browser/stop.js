// Where the Tab key stopped: what it is called, whether a ring shows it, and what lies over it.
covered => {
  const e = document.activeElement
  const told = ids => ids.split(' ').map(id => document.getElementById(id)?.innerText ?? '').join(' ')
  const name = e.getAttribute('aria-label') || told(e.getAttribute('aria-labelledby') ?? '').trim() ||
    e.labels?.[0]?.innerText || e.innerText || e.title || e.querySelector('svg title')?.textContent || ''
  const rings = s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'
  const around = [e, e.closest('label'), e.closest('.composer'), e.parentElement]
  return {
    name: e === document.body ? '' : name.trim().replace(/\s+/g, ' '),
    isBody: e === document.body,
    hasRing: around.some(one => one && (rings(getComputedStyle(one)) || rings(getComputedStyle(one, '::after')))),
    what: e.outerHTML.slice(0, 120),
    under: covered,
  }
}
