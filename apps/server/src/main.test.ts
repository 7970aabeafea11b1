import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { TestClient } from './signaling/testing/client.ts'

vi.setConfig({ testTimeout: 60_000 })

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

interface Program {
  readonly child: ChildProcess
  /** What it printed so far. */
  readonly printed: { out: string; error: string }
  readonly exited: Promise<number | null>
}

function run(environment: Record<string, string>, ...options: string[]): Program {
  const defaults = { MRTC_HTTP_PORT: '0', MRTC_DATA_EPHEMERAL: 'true', MRTC_MEDIA_WORKER_COUNT: '1' }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...options], {
    env: { ...withoutSettings(process.env), ...defaults, ...environment },
  })
  children.push(child)
  const printed = { out: '', error: '' }
  child.stdout.on('data', (data) => {
    printed.out += String(data)
  })
  child.stderr.on('data', (data) => {
    printed.error += String(data)
  })
  return { child, printed, exited: new Promise((resolve) => child.once('close', resolve)) }
}

/** Settings of whoever runs the tests are not meant for them. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('MRTC_')))
}

async function wsUrlOf({ child, printed }: Program): Promise<string> {
  for (;;) {
    const url = /ws:\/\/\S+/.exec(printed.out)?.[0]
    if (url) return url
    if (child.exitCode !== null) throw new Error(printed.error)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const httpUrlOf = (wsUrl: string) => wsUrl.replace('ws', 'http').replace('/ws', '')

async function signFor(uid: string, wsUrl: string): Promise<string> {
  const response = await fetch(`${httpUrlOf(wsUrl)}/demo/sign`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ uid }),
  })
  return ((await response.json()) as { sign: string }).sign
}

describe('the program', () => {
  test('prints where everything is, and says goodbye to clients when it is told to stop', async () => {
    const program = run({ MRTC_MEETING_URL: 'http://localhost:5173' })
    const wsUrl = await wsUrlOf(program)
    expect(program.printed.out).toContain('Call page   http://localhost:5173')
    const alice = await TestClient.open(wsUrl, { sign: await signFor('alice', wsUrl) })
    // A Ctrl-C under a watcher arrives twice.
    program.child.kill('SIGINT')
    program.child.kill('SIGTERM')
    expect(await alice.next('bye')).toMatchObject({ error: { code: 'SERVER_SHUTTING_DOWN' } })
    expect(await program.exited).toBe(0)
  })

  test('that is drained takes no new rooms, lets calls go on and ends after the last', async () => {
    const program = run({ MRTC_SHUTDOWN_DRAIN_MS: '60000' })
    const wsUrl = await wsUrlOf(program)
    const [aliceSign, bobSign] = [await signFor('alice', wsUrl), await signFor('bob', wsUrl)]
    const alice = await TestClient.open(wsUrl, { sign: aliceSign })
    const created = await alice.request('room.create', { sign: aliceSign })
    const { rtoken, state } = created.result as { rtoken: string; state: { roomId: string } }
    program.child.kill('SIGTERM')
    const readiness = async () => (await fetch(`${httpUrlOf(wsUrl)}/readyz`)).status
    await vi.waitFor(async () => expect(await readiness()).toBe(503), { timeout: 10_000 })
    const bob = await TestClient.open(wsUrl, { uid: 'bob', sign: bobSign })
    const refused = await bob.request('room.create', { sign: bobSign })
    expect(refused.error?.code).toBe('SERVER_SHUTTING_DOWN')
    expect((await bob.request('room.join', { roomId: state.roomId, rtoken, sign: bobSign })).error).toBeUndefined()
    await alice.request('room.leave', {})
    expect(program.child.exitCode).toBeNull()
    await bob.request('room.leave', {})
    expect(await bob.next('bye')).toMatchObject({ error: { code: 'SERVER_SHUTTING_DOWN' } })
    expect(await program.exited).toBe(0)
  })

  test('answers bad settings with a line each and nothing else', async () => {
    const program = run({ MRTC_HTTP_PORT: '99999', MRTC_HTTP_PROT: '1' })
    expect(await program.exited).toBe(1)
    expect(program.printed.error.trim().split('\n')).toEqual([
      'MRTC_HTTP_PROT (environment): there is no such setting. Did you mean MRTC_HTTP_PORT?',
      'http.port = 99999 (MRTC_HTTP_PORT): Too big: expected number to be <=65535. Allowed: a whole number from 0 to 65535.',
    ])
  })

  test('answers an unknown option with one line', async () => {
    const program = run({}, '--prot')
    expect(await program.exited).toBe(1)
    expect(program.printed.error.trim()).toBe("Unknown option '--prot'. There are --config and --help.")
  })

  test('lists its settings', async () => {
    const program = run({}, '--help')
    expect(await program.exited).toBe(0)
    expect(program.printed.out).toContain('MRTC_SIGNALING_SESSION_TTL_MS')
  })
})
