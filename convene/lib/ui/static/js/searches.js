/** What this person looked for before, the latest first: kept in this browser alone, and gone when they sign out. */
const KEPT = 'convene-searches'
const MOST = 6

export const searches = {
  get who() { return document.querySelector('.site .sheet a')?.getAttribute('href') ?? '' },
  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT) ?? '{}')
      if (this.who && kept.who === this.who) return kept.words
      localStorage.removeItem(KEPT)
    } catch { /* a browser that keeps nothing */ }
    return []
  },
  write(words) {
    try {
      if (this.who) localStorage.setItem(KEPT, JSON.stringify({ who: this.who, words: words.slice(0, MOST) }))
    } catch { /* likewise */ }
  },
  add(word) { this.write([word, ...this.read().filter(other => other !== word)]) },
}
