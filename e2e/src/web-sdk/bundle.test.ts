import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildSdk } from './built-sdk.ts'

const run = promisify(execFile)
const stack = new AsyncDisposableStack()
let sdk: string

beforeAll(async () => {
  sdk = stack.use(await buildSdk()).folder
})
afterAll(() => stack.disposeAsync())

/** A project outside of the workspace that has nothing but the built SDK. */
async function consumer(source: string): Promise<string> {
  const folder = stack.adopt(await mkdtemp(join(tmpdir(), 'mrtc-consumer-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  const installed = join(folder, 'node_modules/@mrtc/web-sdk')
  await mkdir(dirname(installed), { recursive: true })
  await mkdir(installed)
  await symlink(sdk, join(installed, 'dist'))
  const published = JSON.parse(
    await readFile(new URL('../../../packages/web-sdk/package.json', import.meta.url), 'utf8'),
  ).publishConfig
  await writeFile(
    join(installed, 'package.json'),
    JSON.stringify({ name: '@mrtc/web-sdk', type: 'module', ...published }),
  )
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        // The SDK's own declarations are checked too.
        skipLibCheck: false,
        module: 'nodenext',
        target: 'es2022',
        lib: ['es2022', 'dom'],
        types: [],
      },
      files: ['app.ts'],
    }),
  )
  await writeFile(join(folder, 'app.ts'), source)
  return folder
}

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

const checkTypes = (folder: string) =>
  run(process.execPath, [tsc, '-p', folder]).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  )

it('has types that a consumer can use without the workspace', async () => {
  const folder = await consumer(`
    import { captureCamera, MeetingController, MeetingError, MrtcError, videoProfiles } from '@mrtc/web-sdk'
    const controller = new MeetingController()
    controller.OnCreateRoomSucc = (roomId, rtoken) => console.log(roomId.length, rtoken.length)
    controller.OnPublishFailed = (sid, code, msg) => console.log(sid.toFixed(), code.toFixed(), msg.length)
    const { room_id } = await controller.CreateRoom()
    const sid: number = await controller.Publish({ media_type: 1, publish_device: 1, publish_video_id: room_id })
    await controller.UnPublish(sid).catch((error: MeetingError) => error.code.toFixed())
    const media = await captureCamera({ video: { width: 640, height: 360 } })
    media.stop()
    console.log(videoProfiles[1]?.width, MrtcError.name)
  `)
  expect(await checkTypes(folder)).toBe('')
})

it('has types that find mistakes', async () => {
  const folder = await consumer(`
    import { MeetingController } from '@mrtc/web-sdk'
    const controller = new MeetingController()
    controller.InitRoomConfig({ auto_publish_subscribe: 6 })
    controller.OnNewJoinerIn = (participant: number) => {}
  `)
  const errors = await checkTypes(folder)
  expect(errors.match(/error TS/g)).toHaveLength(2)
})

it('has a core with types of its own, which are the same as beside MeetingController', async () => {
  const folder = await consumer(`
    import { CallClient, captureCamera, MrtcError, type Room } from '@mrtc/web-sdk/core'
    import { CallClient as Same } from '@mrtc/web-sdk'
    const client: Same = new CallClient({ url: '/', uid: 'a', bizName: 'b', appId: 'c', sign: async (signal) => String(signal.aborted) })
    const signal = AbortSignal.timeout(1_000)
    await client.connect({ signal })
    const room: Room = await client.createRoom({ displayName: 'A', signal })
    const { audio, video } = await captureCamera({ audio: {}, video: { width: 640, height: 360 }, signal })
    const publication = await room.publish({ audio, video }, { signal })
    publication.on('closed', (reason) => console.log(reason === 'roomEnded'))
    room.on('textReceived', ({ from, text, sentAt }) => console.log(from.length, text.length, sentAt.toFixed()))
    room.on('participantJoined', ({ displayName }) => console.log(displayName?.length))
    await room.leave().catch((error: MrtcError) => error.code === 'NOT_IN_ROOM')
  `)
  expect(await checkTypes(folder)).toBe('')
})

/** What an application ships of ours that imports these, on first load and on demand. */
async function shipped(source: string): Promise<string> {
  const { build } = await import('vite')
  const folder = await consumer(source)
  const result = await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: { write: false, minify: false, rolldownOptions: { input: join(folder, 'app.ts') } },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (!output || !('output' in output)) throw new Error('vite gave no output')
  return output.output.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('')
}

/** What the guide's names and numbers are recognised by. */
const facadeMarkers = /MeetingController|InitRoomConfig|OnConnectOK|auto_publish_subscribe/
const call = `
  const client = new CallClient({ url: '/', uid: 'a', bizName: 'b', appId: 'c', sign: 'd' })
  const room = await client.createRoom()
  await room.publish(await captureCamera({ audio: {} }))
`

it.each(['@mrtc/web-sdk/core', '@mrtc/web-sdk'])(
  'lets an application of the core leave the facade behind, imported from %s',
  async (specifier) => {
    const code = await shipped(`import { CallClient, captureCamera } from '${specifier}'; ${call}`)
    expect(code).toContain('CallClient')
    expect(code).not.toMatch(facadeMarkers)
    // And what else it did not ask for.
    expect(code).not.toContain('startRecording')
    expect(code).not.toContain('checkBeforeCall')
    expect(code).not.toContain('TroubledSocket')
  },
)

it('gives only what is imported from it', async () => {
  const code = await shipped(`import { videoProfiles } from '@mrtc/web-sdk'; console.log(videoProfiles)`)
  expect(code).not.toMatch(facadeMarkers)
  expect(code).not.toContain('CallClient')
})

it('has source maps', async () => {
  for (const name of ['mrtc.js', 'mrtc.global.js']) {
    const map = JSON.parse(await readFile(join(sdk, `${name}.map`), 'utf8')) as { sources: string[] }
    expect(map.sources.some((source) => source.endsWith('facade/controller.ts'))).toBe(true)
  }
})

it('keeps what few pages need out of the script tag, in files beside it', async () => {
  const bundle = await readFile(join(sdk, 'mrtc.global.js'), 'utf8')
  for (const part of ['mrtc-recorder', 'mrtc-pdf', 'mrtc-background', 'mrtc-noise', 'mrtc-upload']) {
    expect(bundle).toContain(`./${part}.js`)
    expect((await readFile(join(sdk, `${part}.js`), 'utf8')).length).toBeGreaterThan(0)
  }
  // What uploads are recognised by.
  expect(bundle).not.toContain('Tus-Resumable')
})
