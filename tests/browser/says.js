// What the page says of itself: headings, language, title, and what it leaves empty or broken.
() => ({
  h1: document.querySelectorAll('h1:not(#type h1)').length, // the catalogue shows one
  lang: document.documentElement.lang,
  title: document.title,
  headings: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .filter(e => e.checkVisibility() && !e.closest('.prose'))
    .map(e => Number(e.tagName[1])),
  empty: [...document.querySelectorAll('p, li, section, ul, h2, h3')]
    .filter(e => !e.children.length && !e.textContent.trim() && e.checkVisibility())
    .filter(e => e.getBoundingClientRect().height > 4 && !e.closest('.ProseMirror'))
    .map(e => e.outerHTML.slice(0, 80)),
  broken: [...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src),
})
