import type { FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ProgramFailedError, ProgramMissingError, runGuarded } from './guarded-process.ts'
import { openTemporaryFile } from './temporary-file.ts'

describe('a guarded program', () => {
  let file: FileHandle
  beforeEach(async () => {
    file = await openTemporaryFile(tmpdir())
  })
  afterEach(() => file.close())

  async function run(program: string, args: string[], signal = AbortSignal.timeout(30_000)): Promise<string[]> {
    const lines: string[] = []
    await runGuarded({ program, args, file, signal, onLine: (line) => lines.push(line) })
    return lines
  }

  it('reads the file that it is handed, which has no name any more, and says what it has to say', async () => {
    await file.write('one\ntwo\n')
    expect(await run('cat', ['/dev/fd/3'])).toEqual(['one', 'two'])
  })

  it('fails with what it said', async () => {
    await expect(run('sh', ['-c', 'echo because >&2; exit 3'])).rejects.toThrow(ProgramFailedError)
    await expect(run('sh', ['-c', 'echo because >&2; exit 3'])).rejects.toThrow('(3): because')
  })

  it('that does not exist is told from one that fails', async () => {
    await expect(run('no-such-program-anywhere', [])).rejects.toThrow(ProgramMissingError)
  })

  it('is killed when it is not wanted any more, whatever it does', async () => {
    const abort = new AbortController()
    const reason = new Error('enough')
    let pid = 0
    const running = runGuarded({
      program: 'sh',
      args: ['-c', 'trap "" TERM INT; echo $$; while :; do sleep 0.1; done'],
      file,
      signal: abort.signal,
      onLine: (line) => {
        pid = Number(line)
        abort.abort(reason)
      },
    })
    await expect(running).rejects.toBe(reason)
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })
})
