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

it('gives only what is imported from it', async () => {
  const { build } = await import('vite')
  const folder = await consumer(`import { videoProfiles } from '@mrtc/web-sdk'; console.log(videoProfiles)`)
  const result = await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: { write: false, lib: { entry: join(folder, 'app.ts'), formats: ['es'] } },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (!output || !('output' in output)) throw new Error('vite gave no output')
  expect(output.output[0].code).not.toContain('MeetingController')
})

it('has source maps', async () => {
  for (const name of ['mrtc.js', 'mrtc.global.js']) {
    const map = JSON.parse(await readFile(join(sdk, `${name}.map`), 'utf8')) as { sources: string[] }
    expect(map.sources.some((source) => source.endsWith('facade/controller.ts'))).toBe(true)
  }
})
