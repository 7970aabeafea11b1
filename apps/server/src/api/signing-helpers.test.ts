/** The helpers that docs/signing offers to business servers, each as the program that it is, against this server. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sign } from '@mrtc/protocol/signature'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { TestApi } from './testing/server.ts'

// Compilers take their time, on a busy machine minutes.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

const run = promisify(execFile)
const helpers = join(import.meta.dirname, '../../../../docs/signing')
const app = { bizName: 'clinic', appId: 'app_1', workspaceId: 'default' }
const expireTime = Date.now() + 3_600_000
/** Longest text that fits a key of 2048 bits, and names of more than one byte a letter. */
const users = [
  { ...app, uid: 'alice', expireTime },
  { ...app, uid: 'u'.repeat(128), expireTime },
  { bizName: '演示业务', appId: 'é', workspaceId: 'sit', uid: 'Bob_2', expireTime },
]

let api: TestApi
let privateKey: string
let buildDir: string
beforeAll(async () => {
  api = await TestApi.start()
  await api.store.callApps.create({ ...app, name: 'Clinic' })
  privateKey = (await api.store.callApps.privateKeyOf(app.bizName)) ?? ''
  buildDir = await mkdtemp(join(tmpdir(), 'mrtc-signing-test-'))
})
afterAll(async () => {
  await api?.close()
  await rm(buildDir, { recursive: true, force: true })
})

interface Language {
  readonly name: string
  /** Answers when the language is there. */
  readonly probe: readonly [string, ...string[]]
  /** @returns the program that takes the helper's arguments */
  readonly prepare: () => Promise<readonly [string, ...string[]]>
}

const languages: readonly Language[] = [
  {
    name: 'TypeScript',
    probe: [process.execPath, '--version'],
    prepare: async () => [process.execPath, join(helpers, 'typescript/main.ts')],
  },
  {
    name: 'Java',
    probe: ['javac', '-version'],
    prepare: async () => {
      await run('javac', ['-d', buildDir, join(helpers, 'java/MrtcSigning.java')])
      return ['java', '-cp', buildDir, 'MrtcSigning']
    },
  },
  {
    name: 'Go',
    probe: ['go', 'version'],
    prepare: async () => {
      const program = join(buildDir, 'mrtc-signing')
      const env = { ...process.env, GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '-mod=readonly' }
      await run('go', ['build', '-o', program, '.'], { cwd: join(helpers, 'go'), env })
      return [program]
    },
  },
  {
    name: 'Python',
    probe: ['python3', '--version'],
    prepare: async () => ['python3', join(helpers, 'python/mrtc_signing.py')],
  },
]

for (const { name, probe, prepare } of languages) {
  const [program, ...options] = probe
  const isThere = spawnSync(program, options, { timeout: 60_000 }).status === 0
  const title = `the helper in ${name}${isThere ? '' : ` (skipped: needs ${program} on the PATH)`}`
  describe.skipIf(!isThere)(title, () => {
    let command: readonly [string, ...string[]]
    beforeAll(async () => {
      command = await prepare()
    })

    async function ask(values: readonly string[], secrets: Readonly<Record<string, string>>): Promise<string> {
      const [file, ...before] = command
      // Arguments are in UTF-8 whatever the machine is set to.
      const env = { ...process.env, LC_ALL: 'C.UTF-8', ...secrets }
      const { stdout } = await run(file, [...before, ...values], { env, timeout: 120_000 })
      return stdout.trim()
    }

    const signUser = ({ bizName, appId, workspaceId, uid }: (typeof users)[number]) =>
      ask(['user', bizName, appId, workspaceId, uid, String(expireTime)], { MRTC_PRIVATE_KEY: privateKey })

    async function signRequest(values: readonly string[], key: { readonly keyId: string; readonly secret: string }) {
      const printed = await ask(['request', ...values], { MRTC_API_KEY_ID: key.keyId, MRTC_API_SECRET: key.secret })
      return Object.fromEntries(printed.split(/\r?\n/).map((line) => line.split(': ') as [string, string]))
    }

    test('makes the signatures that the server makes itself', async () => {
      for (const user of users) expect(await signUser(user)).toBe(sign(user, privateKey))
    })

    test('signs requests that the API takes once, and whose signature holds for their body alone', async () => {
      const program = await api.program(['signatures.verify', 'apps.read'])
      const path = `/apps/${app.bizName}/signatures/verify`
      const body = { uid: 'alice', signature: await signUser(users[0] ?? { ...app, uid: '', expireTime }) }
      const headers = await signRequest(['post', `/api/v1${path}`, JSON.stringify(body)], program)
      const other = await api.anybody.ask('POST', path, { ...body, uid: 'bob' }, headers)
      expect(other.body).toMatchObject({ code: 'REQUEST_SIGNATURE_INVALID' })
      const taken = await api.anybody.ask('POST', path, body, headers)
      expect(taken.body).toMatchObject({ valid: true, expireTime })
      expect((await api.anybody.ask('POST', path, body, headers)).body).toMatchObject({ code: 'REQUEST_REPLAYED' })
    })

    test('signs requests without a body, with their query', async () => {
      const program = await api.program(['apps.read'])
      const headers = await signRequest(['GET', '/api/v1/apps?limit=1'], program)
      expect((await api.anybody.ask('GET', '/apps?limit=2', undefined, headers)).status).toBe(401)
      expect((await api.anybody.ask('GET', '/apps?limit=1', undefined, headers)).status).toBe(200)
    })
  })
}
