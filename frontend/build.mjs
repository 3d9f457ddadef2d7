/**
 * Bundle the third-party browser code from the lock file into convene/lib/ui/static/vendor.
 *
 *   node build.mjs           writes the bundles, MANIFEST.json and LICENSES.txt
 *   node build.mjs --check   exits 1 unless a rebuild gives the very same bytes
 *
 * Another folder may be named last.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const HERE = dirname(fileURLToPath(import.meta.url))
const words = process.argv.slice(2)
const VENDOR = words.find(word => !word.startsWith('-')) ?? join(HERE, '../convene/lib/ui/static/vendor')
const BUNDLES = { 'composer-kit.js': 'src/composer-kit.js', 'htmx.js': 'src/htmx.js' }
const ALLOWED = new Set(['MIT', '0BSD', 'BSD-0-Clause', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'Apache-2.0'])

const byName = (a, b) => (a.name < b.name ? -1 : 1)
const sha256 = bytes => createHash('sha256').update(bytes).digest('hex')

async function bundle(entry) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: HERE,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: ['es2022'],
    minify: true,
    charset: 'utf8',
    legalComments: 'none', // every licence is in LICENSES.txt, in full
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const used = Object.values(metafile.outputs)[0].inputs
  const names = Object.keys(used).filter(path => used[path].bytesInOutput && path.includes('node_modules/'))
  return { bytes: Buffer.from(outputFiles[0].contents), packages: new Set(names.map(packageOf)) }
}

const packageOf = path => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path.split(sep).join('/'))[1]

async function describe(name) {
  const folder = join(HERE, 'node_modules', name)
  const { version, license, author, homepage } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  if (!ALLOWED.has(license)) throw new Error(`${name} ${version} is under ${license}: not on the list of this script`)
  const file = (await readdir(folder)).sort().find(entry => /^(licen[cs]e|copying)/i.test(entry))
  const holder = typeof author === 'string' ? author : author?.name
  const otherwise = `${license}. Copyright ${holder ?? `the authors of ${homepage ?? name}`}`
  const text = file ? await readFile(join(folder, file), 'utf8') : otherwise
  return { name, version, license, text: text.replaceAll('\r\n', '\n').trim() }
}

async function outputs() {
  const files = new Map()
  const manifest = []
  const packages = new Map()
  for (const [file, entry] of Object.entries(BUNDLES)) {
    const { bytes, packages: names } = await bundle(entry)
    for (const name of names) packages.set(name, packages.get(name) ?? (await describe(name)))
    const inside = [...names].map(name => packages.get(name)).sort(byName)
    files.set(file, bytes)
    manifest.push({
      file,
      sha256: sha256(bytes),
      size: bytes.length,
      packages: inside.map(({ name, version, license }) => ({ name, version, license })),
    })
  }
  const whole = ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}\n`
  const texts = [...packages.values()].sort(byName).map(whole)
  files.set('LICENSES.txt', Buffer.from(texts.join(`\n${'-'.repeat(79)}\n\n`)))
  files.set('MANIFEST.json', Buffer.from(`${JSON.stringify({ bundles: manifest }, null, 2)}\n`))
  return files
}

const files = await outputs()
const present = await readdir(VENDOR).catch(() => [])
const strays = present.filter(name => !files.has(name))
const where = name => relative(process.cwd(), join(VENDOR, name))

if (words.includes('--check')) {
  const differing = [...strays]
  for (const [name, bytes] of files) {
    const old = await readFile(join(VENDOR, name)).catch(() => null)
    if (!old?.equals(bytes)) differing.push(name)
  }
  for (const name of differing) console.error(`${where(name)} is not what the lock file builds: run "npm run build"`)
  if (!differing.length) console.log(`${files.size} files rebuilt to the same bytes`)
  process.exitCode = differing.length ? 1 : 0
} else {
  await mkdir(VENDOR, { recursive: true })
  for (const name of strays) await rm(join(VENDOR, name))
  for (const [name, bytes] of files) {
    await writeFile(join(VENDOR, name), bytes)
    console.log(`${where(name)} ${bytes.length} bytes`)
  }
}
