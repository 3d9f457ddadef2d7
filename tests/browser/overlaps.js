// Words that lie over other words, and what stays fixed and covers half of a small window.
() => {
  const found = []
  const boxes = []
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const fixed = e => { for (let one = e; one; one = one.parentElement) if (/fixed|sticky/.test(getComputedStyle(one).position)) return true; return false }
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const e = node.parentElement
    if (!node.data.trim() || !e.checkVisibility({ visibilityProperty: true }) || e.closest('.visually-hidden, svg, option, .skip, textarea, .sheet, .ProseMirror') || fixed(e)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const clips = []
    for (let one = e; one; one = one.parentElement) if (one !== document.body && one !== document.documentElement && getComputedStyle(one).overflowX !== 'visible') clips.push(one.getBoundingClientRect())
    for (const box of range.getClientRects()) {
      const top = Math.max(box.top, ...clips.map(clip => clip.top))
      const bottom = Math.min(box.bottom, ...clips.map(clip => clip.bottom))
      const left = Math.max(box.left, ...clips.map(clip => clip.left))
      const right = Math.min(box.right, ...clips.map(clip => clip.right))
      const quarter = (bottom - top) / 4 // the room above and below the letters
      if (right - left > 2 && bottom > top) boxes.push({ left: left + 1, right: right - 1, top: top + quarter, bottom: bottom - quarter, node })
    }
  }
  boxes.sort((one, other) => one.top - other.top)
  boxes.forEach((one, place) => {
    for (let next = place + 1; next < boxes.length && boxes[next].top < one.bottom; next++) {
      const other = boxes[next]
      if (other.node !== one.node && other.left < one.right && one.left < other.right) {
        found.push(`${one.node.data.trim().slice(0, 40)} | ${other.node.data.trim().slice(0, 40)}`)
      }
    }
  })
  const over = [...document.querySelectorAll('body, body *')].filter(e => /fixed|sticky/.test(getComputedStyle(e).position) && e.checkVisibility())
    .map(e => e.getBoundingClientRect()).filter(({ width, height, top, bottom }) => width > innerWidth / 2 && height > 1 && bottom > 0 && top < innerHeight)
    .reduce((sum, { height }) => sum + height, 0)
  if (over > innerHeight / 2) found.push(`${Math.round(over)} px of ${innerHeight} are always covered`)
  return found.slice(0, 4)
}
