// `npm run sdk:size`: how much code an application of a call ships with our SDK, and with livekit-client, bundled,
// minified and compressed by the same tools.
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const usage = `npm run sdk:size

Bundles small applications on our Web SDK and on livekit-client with the same bundler, and prints what a page fetches:
at once, and later when it is needed (for example when a room is entered, or a recording begins).`

/** What each application does is the same: connect, enter a room, publish camera and microphone, show others. */
const applications = {
  'MeetingController (@mrtc/web-sdk)': 'applications/meeting-controller.mjs',
  'CallClient (@mrtc/web-sdk/core)': 'applications/call-client.mjs',
  'CallClient (@mrtc/web-sdk, the rest shaken off)': 'applications/call-client-beside.mjs',
  'Room (livekit-client)': 'applications/livekit.mjs',
}

/** @param {number} bytes */
const inKibibytes = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`.padStart(11)

/**
 * Its chunks, those of the first load apart from those that are loaded on demand.
 * @param {string} entry
 */
async function sizesOf(entry) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      rolldownOptions: { input: fileURLToPath(new URL(entry, import.meta.url)) },
    },
  })
  const outputs = Array.isArray(result) ? result : [result]
  const chunks = outputs.flatMap((output) => ('output' in output ? output.output : []))
  const code = chunks.filter((chunk) => chunk.type === 'chunk')
  const byName = new Map(code.map((chunk) => [chunk.fileName, chunk]))
  const first = new Set()
  /** @param {string} name */
  const load = (name) => {
    if (first.has(name)) return
    first.add(name)
    for (const imported of byName.get(name)?.imports ?? []) load(imported)
  }
  for (const chunk of code) if (chunk.isEntry) load(chunk.fileName)
  /** @param {boolean} isFirst */
  const sum = (isFirst) => {
    const parts = code.filter((chunk) => first.has(chunk.fileName) === isFirst).map((chunk) => Buffer.from(chunk.code))
    return {
      minified: parts.reduce((total, part) => total + part.length, 0),
      gzipped: parts.reduce((total, part) => total + gzipSync(part).length, 0),
    }
  }
  return { first: sum(true), later: sum(false) }
}

if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
  console.log(usage)
} else {
  console.log(`${''.padEnd(54)}${'minified'.padStart(11)}${'gzipped'.padStart(11)}${'gzipped, on demand'.padStart(20)}`)
  for (const [name, entry] of Object.entries(applications)) {
    const { first, later } = await sizesOf(entry)
    const figures = [inKibibytes(first.minified), inKibibytes(first.gzipped), inKibibytes(later.gzipped).padStart(20)]
    console.log(`${name.padEnd(54)}${figures.join('')}`)
  }
}
