import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RpcClient } from './rpc.ts'
import type { EchoMethods } from './testing/echo-main.ts'

const script = fileURLToPath(new URL('testing/echo-main.ts', import.meta.url))

describe('requests to a child process', () => {
  let child: ChildProcess
  let rpc: RpcClient<EchoMethods>
  beforeEach(() => {
    child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    rpc = new RpcClient('the child', child)
  })
  afterEach(() => {
    child.kill('SIGKILL')
  })

  it('are answered, each with its own', async () => {
    expect(await Promise.all([rpc.call('echo', 1), rpc.call('echo', 2)])).toEqual([1, 2])
  })

  it('fail as they failed there', async () => {
    await expect(rpc.call('fail', undefined)).rejects.toThrow('the child: told to')
  })

  it('fail after their time', async () => {
    await expect(rpc.call('hang', undefined, 50)).rejects.toThrow('did not answer hang within 50 ms')
  })

  it('fail when the child ends, also those that come later', async () => {
    const waiting = expect(rpc.call('hang', undefined)).rejects.toThrow('the child ended')
    await expect(rpc.call('die', undefined)).rejects.toThrow('the child ended (code 3)')
    await waiting
    await expect(rpc.call('echo', 1)).rejects.toThrow('has ended')
  })

  it('end the child when its parent lets go', async () => {
    await rpc.call('echo', 1)
    const exit = once(child, 'exit')
    child.disconnect()
    expect(await exit).toEqual([0, null])
  })
})
