// Words that are cut off without a sign of it.
() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => e.checkVisibility() && e.textContent.trim() && e.clientWidth > 2 && e.scrollWidth > e.clientWidth + 1)
  .filter(e => ['hidden', 'clip'].includes(getComputedStyle(e).overflowX) && getComputedStyle(e).textOverflow !== 'ellipsis')
  .map(e => e.outerHTML.slice(0, 100))
