/** Replies that were written without a connection: they wait here, and are sent once, in the order they were written. */
const A_DAY = 24 * 3600 * 1000
const PATIENCE = 30_000 // milliseconds; a connection that says nothing for so long is none

/** Send a form; where there is no connection, one that `may_wait` does, and any other is told to be unsent. */
async function submit(event) {
  const copy = event.request.clone()
  try {
    const answer = await fetch(event.request)
    if (new URL(event.request.url).pathname === SIGN_OUT) await become(NOBODY, Date.now())
    return answer
  } catch {
    return (await wait(copy).catch(() => null)) ?? caches.match(UNSENT, { ignoreVary: true })
  }
}

async function wait(request) {
  const fields = Object.fromEntries(await request.formData())
  const { name } = await reader()
  if (!fields.may_wait || !fields.body?.trim() || name === NOBODY) return null
  const page = plain(request.referrer) || '/'
  let key = fields.key || crypto.randomUUID()
  const same = await find('replies', key)
  if (same && same.fields.body !== fields.body) key = crypto.randomUUID() // from a page that one went back to
  const { title } = (await find('kept', page)) ?? { title: '' }
  await put('replies', { key, reader: name, action: request.url, page, title, fields, at: Date.now(), state: 'waiting' })
  await askForConnection()
  return Response.redirect(`${page}#waiting`)
}

/** Where the browser knows Background Sync, it wakes us although no page is open. */
const askForConnection = async () => registration.sync?.register('replies').catch(() => {})

let sending
const send = () => (sending ??= deliver().finally(() => { sending = undefined }))

/** Rejects when some have to wait on. The same key twice is one reply to the server, so trying again does no harm. */
async function deliver() {
  const waiting = (await list('replies')).filter(({ state }) => state === 'waiting').sort((one, other) => one.at - other.at)
  if (!waiting.length) return
  const asked = Date.now()
  const answer = await fetch(TOKEN, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) })
  const name = answer.headers.get('Convene-Reader')
  if (!answer.ok || !name) throw new Error('not connected')
  await become(name, asked)
  const { token } = await answer.json()
  for (const reply of waiting.filter(one => one.reader === name)) await post(reply, token)
}

async function post(reply, token) {
  const body = new URLSearchParams({ ...reply.fields, key: reply.key, csrfmiddlewaretoken: token })
  const headers = { Accept: 'application/json', 'X-CSRFToken': token }
  const signal = AbortSignal.timeout(PATIENCE)
  const answer = await fetch(reply.action, { method: 'POST', body, headers, redirect: 'manual', signal })
  const isOurs = answer.headers.has('Convene-Reader')
  if (!isOurs || answer.status >= 500) throw new Error('not connected')
  const told = await answer.json().catch(() => ({}))
  if (answer.ok && !told.address) throw new Error('not connected')
  if (!(await find('replies', reply.key))) return // taken back meanwhile, too late
  await put('replies', answer.ok
    ? { ...reply, state: 'posted', address: told.address, at: Date.now() }
    : { ...reply, state: 'refused', why: told.error ?? '' })
  await tell()
}

/** Tell all open pages how things stand: one's own replies, and how many of the writer's wait when nobody is signed in. */
async function tell() {
  const { name } = await reader()
  const [all, kept] = await Promise.all([list('replies'), list('kept')])
  for (const { key, state, at } of all) if (state === 'posted' && Date.now() - at > A_DAY) await remove('replies', key)
  const replies = all.filter(one => one.reader === name).sort((one, other) => one.at - other.at)
    .map(({ key, action, page, title, fields, state, why, address }) => ({ key, action, page, title, body: fields.body, state, why, address }))
  const pages = kept.filter(({ title }) => title).sort((one, other) => other.at - one.at)
    .map(({ url, title, at }) => ({ url, title, at }))
  const others = name === NOBODY ? all.filter(({ state }) => state !== 'posted').length : 0
  for (const page of await clients.matchAll({ type: 'window', includeUncontrolled: true })) {
    page.postMessage({ replies, others, pages })
  }
}
