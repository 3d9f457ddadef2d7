// What moves although the reader asked for less of it.
() => [...document.querySelectorAll('body *')].filter(e => {
  const s = getComputedStyle(e)
  return [...s.transitionDuration.split(','), ...s.animationDuration.split(',')].some(time => parseFloat(time) > 0.01)
}).slice(0, 3).map(e => e.outerHTML.slice(0, 80))
