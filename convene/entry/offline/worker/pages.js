/** Pages that the reader opened lately, kept for them alone: until somebody else reads here, or nobody. */
const KEPT = 'kept'
const MOST = 100 // pages and their pictures
const LARGEST = 500_000 // bytes of one
const MOST_BYTES = 15_000_000
const OLDEST = 14 * 24 * 3600 * 1000
const NOBODY = 'nobody'
const noting = new Map() // what is just being kept, by address

const plain = address => address.replace(/#.*/, '')
const reader = async () => (await find('reader', 'now')) ?? { name: NOBODY, since: 0 }

/** Somebody reads here now. An answer that was asked for before the last change tells nothing new. */
async function become(name, asked) {
  const now = await reader()
  if (now.name === name) return true
  if (asked < now.since) return false
  await Promise.all([caches.delete(KEPT), clear('kept')])
  await put('reader', { name, since: Date.now() }, 'now')
  await fetchPages().catch(() => {}) // they speak the reader's language
  return true
}

const fetchPages = async () =>
  (await caches.open(`files-${VERSION}`)).addAll([OFFLINE, UNSENT].map(page => new Request(page, { cache: 'reload' })))

/** Only what is the reader's own and may be held by a browser; never what says no-store, as passwords and exports do. */
function mayBeKept(answer) {
  const caching = answer.headers.get('Cache-Control') ?? ''
  return answer.status === 200 && !answer.redirected && /private/.test(caching) && !/no-store/.test(caching)
}

/** Open a page; without a connection as it was when it was read. */
async function visit(event) {
  const address = plain(event.request.url)
  const asked = Date.now()
  let answer
  try {
    answer = (await event.preloadResponse) ?? (await fetch(event.request))
  } catch {
    return (await asItWas(address)) ?? caches.match(OFFLINE, { ignoreVary: true })
  }
  event.waitUntil(note(address, answer, asked))
  return answer
}

function note(address, answer, asked) {
  const name = answer.headers.get('Convene-Reader')
  const isPage = /html/.test(answer.headers.get('Content-Type') ?? '')
  const copy = name && isPage && mayBeKept(answer) ? answer.clone() : null
  const done = (async () => {
    if (!name || !(await become(name, asked)) || name === NOBODY) return
    if (copy) await keep(address, copy, name)
    else if (isPage && [403, 404].includes(answer.status)) await forget(address)
  })()
  noting.set(address, done)
  return done.catch(() => {}).finally(() => noting.delete(address))
}

async function keep(address, answer, name) {
  const body = await answer.blob()
  if (body.size > LARGEST) return forget(address)
  const title = body.type.includes('html') ? (await body.text()).match(/<title>([^]*?)<\/title>/)?.[1] : ''
  const headers = new Headers(answer.headers)
  for (const name of ['Content-Encoding', 'Content-Length']) headers.delete(name)
  await (await caches.open(KEPT)).put(address, new Response(body, { headers }))
  await put('kept', { url: address, title: (title ?? '').replace(/ · [^·]*$/, ''), size: body.size, at: Date.now() })
  if ((await reader()).name !== name) return Promise.all([caches.delete(KEPT), clear('kept')]) // they left meanwhile
  return thin()
}

async function forget(address) {
  await (await caches.open(KEPT)).delete(address)
  await remove('kept', address)
}

async function thin() {
  let bytes = 0
  const all = (await list('kept')).sort((one, other) => other.at - one.at)
  const gone = all.filter(({ size, at }, place) => (bytes += size) > MOST_BYTES || place >= MOST || Date.now() - at > OLDEST)
  await Promise.all(gone.map(({ url }) => forget(url)))
}

/** The copy, saying when it was made; each form in it has a key of its own, as if the server had made it now. */
async function asItWas(address) {
  const all = (await list('kept')).filter(({ at }) => Date.now() - at < OLDEST).sort((one, other) => other.at - one.at)
  const here = all.find(({ url }) => url === address) ?? all.find(({ url }) => url.startsWith(`${address}?page=`))
  const copy = here && (await (await caches.open(KEPT)).match(here.url, { ignoreVary: true }))
  if (!copy) return null
  const text = (await copy.text())
    .replace('<html ', `<html data-kept="${new Date(here.at).toISOString()}" `)
    .replace(/(name="key" value=")[^"]*/g, (_, before) => before + crypto.randomUUID())
  return new Response(text, { headers: copy.headers })
}

/** A picture: kept when the page that it stands on is. */
async function picture(event) {
  try {
    const answer = await fetch(event.request)
    const page = plain((await clients.get(event.clientId))?.url ?? '')
    const copy = mayBeKept(answer) ? answer.clone() : null
    if (copy) event.waitUntil(beside(page, event.request.url, copy).catch(() => {}))
    return answer
  } catch {
    return (await (await caches.open(KEPT)).match(event.request, { ignoreVary: true })) ?? Response.error()
  }
}

async function beside(page, address, copy) {
  await noting.get(page)
  const { name } = await reader()
  if (copy.headers.get('Convene-Reader') === name && (await find('kept', page))) await keep(address, copy, name)
}
