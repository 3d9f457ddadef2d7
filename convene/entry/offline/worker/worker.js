/** What the browser asks of the worker. */
const VERSIONS = 3 // pages that were kept under the last ones need their files

addEventListener('install', event => event.waitUntil((async () => {
  await (await caches.open(`files-${VERSION}`)).addAll(FILES)
  await fetchPages()
  await skipWaiting()
})()))

addEventListener('activate', event => event.waitUntil((async () => {
  const versions = (await caches.keys()).filter(name => name.startsWith('files-'))
  await Promise.all(versions.slice(0, -VERSIONS).map(name => caches.delete(name)))
  await registration.navigationPreload?.enable()
  await clients.claim()
})()))

addEventListener('fetch', event => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== location.origin) return
  if (request.mode === 'navigate') event.respondWith(request.method === 'POST' ? submit(event) : visit(event))
  else if (request.method === 'GET' && pathname.startsWith(STATIC)) event.respondWith(file(request))
  else if (request.method === 'GET' && request.destination === 'image') event.respondWith(picture(event))
})

const file = request =>
  fetch(request).catch(async () => (await caches.match(request.url, { ignoreVary: true })) ?? Response.error())

addEventListener('sync', event => event.waitUntil(send()))

/** The page as the browser holds it. The server is not asked twice: a form may hold a secret that is good for one page only. */
const brought = page => fetch(page, { cache: 'only-if-cached', mode: 'same-origin' })

/** Pages say {hello, page}: page is theirs when the worker came after it; {take_back: key}; {again: key}. */
addEventListener('message', event => event.waitUntil((async () => {
  const { page, take_back, again } = event.data
  if (page) await brought(page).then(answer => note(plain(page), answer, Date.now())).catch(() => {})
  if (take_back) await remove('replies', take_back)
  if (again) await put('replies', { ...(await find('replies', again)), state: 'waiting' })
  await tell()
  await send().catch(askForConnection)
  if (!take_back) await tell()
})()))
