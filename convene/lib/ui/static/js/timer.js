/**
 * A clock that counts down when somebody starts it; without script the minutes stand there.
 *
 *   <cv-timer data-minutes="12" data-begin="Start the clock" data-pause="Pause" data-over="The time is over.">
 *     <b>12 minutes</b><button type="button" hidden>Start the clock</button><span role="status"></span></cv-timer>
 */
customElements.define('cv-timer', class extends HTMLElement {
  connectedCallback() {
    this.left = Number(this.dataset.minutes) * 60_000
    this.shown = this.querySelector('b')
    this.button = this.querySelector('button')
    this.button.hidden = false
    this.button.onclick = () => (this.ends ? this.pause() : this.begin())
  }

  disconnectedCallback() { clearInterval(this.ticking) }

  begin() {
    this.ends = Date.now() + this.left
    this.button.textContent = this.dataset.pause
    this.ticking = setInterval(() => this.tick(), 500)
    this.tick()
  }

  pause() {
    clearInterval(this.ticking)
    this.left = Math.max(0, this.ends - Date.now())
    this.ends = undefined
    this.button.textContent = this.dataset.begin
  }

  tick() {
    const seconds = Math.max(0, Math.ceil((this.ends - Date.now()) / 1000))
    this.shown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    if (seconds) return
    this.pause()
    this.button.hidden = true
    this.querySelector('[role="status"]').textContent = this.dataset.over
  }
})
