/**
 * A moment in the reader's own zone: "3 hours ago" while it is fresh, then the date; in full when pointed at.
 *
 *   <cv-when form="relative"><time datetime="2026-11-17T09:12:00Z">17 Nov, 09:12</time></cv-when>
 *
 * form="date" shows the day always. <html lang="de" data-zone="Europe/Berlin"> says the language and, where the person
 * chose one, the zone; otherwise it is the browser's. Without script the server's words stand.
 */
const STEPS = [['minute', 60], ['hour', 3600], ['day', 86_400]]
const FRESH = 6 * 86_400
const everyone = new Set()

const { lang, dataset } = document.documentElement
const language = lang || undefined
const zone = { timeZone: dataset.zone || undefined }
const ago = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
const full = new Intl.DateTimeFormat(language, { ...zone, dateStyle: 'full', timeStyle: 'short' })
const thisYear = new Intl.DateTimeFormat(language, { ...zone, day: 'numeric', month: 'short' })
const otherYear = new Intl.DateTimeFormat(language, { ...zone, day: 'numeric', month: 'short', year: 'numeric' })

setInterval(() => { if (!document.hidden) for (const element of everyone) element.show() }, 60_000)

customElements.define('cv-when', class extends HTMLElement {
  connectedCallback() {
    this.time = this.querySelector('time')
    this.moment = new Date(this.time?.dateTime)
    if (Number.isNaN(this.moment.getTime())) return
    this.time.title = full.format(this.moment)
    everyone.add(this)
    this.show()
  }

  disconnectedCallback() { everyone.delete(this) }

  show() {
    const words = this.getAttribute('form') === 'date' ? this.day() : this.words()
    if (this.time.textContent !== words) this.time.textContent = words
  }

  words() {
    const seconds = (this.moment - Date.now()) / 1000
    const distance = Math.abs(seconds)
    if (distance < 45) return ago.format(0, 'second')
    if (distance < FRESH) {
      const [unit, size] = STEPS.findLast(([, least]) => distance >= least) ?? STEPS[0]
      return ago.format(Math.trunc(seconds / size) || Math.sign(seconds), unit)
    }
    return this.day()
  }

  day() {
    return (this.moment.getFullYear() === new Date().getFullYear() ? thisYear : otherYear).format(this.moment)
  }
})
