/** A worker that finds the number for which SHA-256 of "nonce:number" begins with so many zero bits. One block a try. */
const PRIMES = [2]
for (let n = 3; PRIMES.length < 64; n += 2) if (PRIMES.every(p => n % p)) PRIMES.push(n)
const part = root => ((root % 1) * 2 ** 32) | 0
const K = Int32Array.from(PRIMES, p => part(Math.cbrt(p)))
const START = PRIMES.slice(0, 8).map(p => part(Math.sqrt(p)))
const W = new Int32Array(64)

/** The first 32 bits of the digest of a text of at most 55 bytes of ASCII. */
function digest(text) {
  W.fill(0, 0, 16)
  for (let i = 0; i < text.length; i++) W[i >> 2] |= text.charCodeAt(i) << (24 - (i & 3) * 8)
  W[text.length >> 2] |= 0x80 << (24 - (text.length & 3) * 8)
  W[15] = text.length * 8
  for (let i = 16; i < 64; i++) {
    const x = W[i - 15], y = W[i - 2]
    const s = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const t = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    W[i] = (W[i - 16] + s + W[i - 7] + t) | 0
  }
  let [a, b, c, d, e, f, g, h] = START
  for (let i = 0; i < 64; i++) {
    const s = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const one = (h + s + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0
    const t = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const two = (t + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0
  }
  return (START[0] + a) | 0
}

onmessage = ({ data: { bits, nonce } }) => {
  let number = 0
  while (Math.clz32(digest(`${nonce}:${number}`)) < bits) number++
  postMessage(number)
}
