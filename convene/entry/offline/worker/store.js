/** What the worker remembers in IndexedDB: who reads here, what of theirs is kept, and which replies wait. */
let opened

const database = () => (opened ??= new Promise((done, failed) => {
  const asked = indexedDB.open('convene', 1)
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore('reader')
    asked.result.createObjectStore('kept', { keyPath: 'url' })
    asked.result.createObjectStore('replies', { keyPath: 'key' })
  }
  asked.onsuccess = () => done(asked.result)
  asked.onerror = () => { opened = undefined; failed(asked.error) }
}))

/** One transaction on one store; it is over when the disk has it. */
async function within(store, mode, ask) {
  const transaction = (await database()).transaction(store, mode, { durability: 'strict' })
  const asked = ask(transaction.objectStore(store))
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done(asked.result)
    transaction.onabort = () => failed(transaction.error)
  })
}

const find = (store, key) => within(store, 'readonly', held => held.get(key))
const list = store => within(store, 'readonly', held => held.getAll())
const put = (store, value, key) => within(store, 'readwrite', held => held.put(value, key))
const remove = (store, key) => within(store, 'readwrite', held => held.delete(key))
const clear = store => within(store, 'readwrite', held => held.clear())
