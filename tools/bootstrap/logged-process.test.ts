import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { BootstrapFailure, describeFailure } from './failure.mjs'
import { runLogged } from './logged-process.mjs'

let cache: string
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'mrtc-logs-'))
  vi.stubEnv('XDG_CACHE_HOME', cache)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(cache, { recursive: true })
})

const logFolder = () => join(cache, 'mrtc', 'logs')

async function run(
  script: string,
  overrides: { signal?: AbortSignal; timeoutMs?: number; onLine?: (line: string) => void } = {},
) {
  await runLogged({
    name: 'step',
    argv: ['sh', '-c', script],
    cwd: cache,
    env: process.env,
    signal: new AbortController().signal,
    what: 'The thing could not be made',
    advice: (log) => (log.includes('disk full') ? 'make room.' : 'try again.'),
    ...overrides,
  })
}

async function failureOf(running: Promise<void>): Promise<BootstrapFailure> {
  const error = await running.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof BootstrapFailure) return error
  throw new Error('expected a failure', { cause: error })
}

describe('a program of a step', () => {
  test('leaves no log when it succeeds, and every line was seen', async () => {
    const lines: string[] = []
    await run('echo one; echo two >&2', { onLine: (line) => lines.push(line) })
    expect(lines.sort()).toEqual(['one', 'two'])
    expect(await readdir(logFolder())).toEqual([])
  })

  test('is told of with its last words, advice and log when it fails', async () => {
    const failure = await failureOf(run('seq 100; echo disk full >&2; exit 3'))
    const told = describeFailure(failure)
    expect(told).toMatch(/^mrtc: The thing could not be made: sh ended with exit code 3\.\n {2}\| /)
    expect(told).toContain('  | disk full')
    expect(told).not.toContain('  | 50\n')
    expect(told).toContain('What to do: make room.')
    const [log] = await readdir(logFolder())
    expect(told).toContain(`Full log: ${join(logFolder(), log ?? '')}`)
    expect(await readFile(join(logFolder(), log ?? ''), 'utf8')).toContain('\n50\n')
  })

  test('that is not installed is a failure as well', async () => {
    const failure = await failureOf(
      runLogged({
        name: 'step',
        argv: ['mrtc-no-such-program'],
        cwd: cache,
        env: process.env,
        signal: new AbortController().signal,
        what: 'The thing could not be made',
        advice: 'install it.',
      }),
    )
    expect(failure.message).toContain('could not be started')
  })

  test('is ended with its children when it takes too long', async () => {
    const failure = await failureOf(run('sleep 600 & wait', { timeoutMs: 100 }))
    expect(failure.message).toContain('took longer than 0.1 s')
  })

  test('is ended when the user interrupts, which is no failure of its own', async () => {
    const interrupt = new AbortController()
    const running = run('echo begun; sleep 600', {
      signal: interrupt.signal,
      onLine: () => interrupt.abort(new Error('interrupted')),
    })
    await expect(running).rejects.toThrow('interrupted')
    expect(await readdir(logFolder())).toEqual([])
  })
})
