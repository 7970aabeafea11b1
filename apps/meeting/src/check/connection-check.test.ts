import { MrtcError } from '@mrtc/protocol/errors'
import type { BeforeCallOptions, CheckResult } from '@mrtc/web-sdk'
import { describe, expect, it } from 'vitest'
import { ConnectionCheck } from './connection-check.ts'

const server = { url: 'https://example.org', uid: 'u', bizName: 'b', appId: 'a', sign: 's' }
const passed: CheckResult = { check: 'udp', durationMs: 3, outcome: 'passed', detail: 'media over udp' }

const lines = (check: ConnectionCheck) =>
  check.progress.get().steps.map(({ check: name, url, state }) => `${url ?? name} ${state.state}`)

describe('the check before a call', () => {
  it('shows each step as it goes on, and one line for each TURN server', async () => {
    const seen: string[][] = []
    const check = new ConnectionCheck({
      findServer: async () => server,
      check: async ({ onStart, onResult }: BeforeCallOptions) => {
        onStart?.('udp')
        seen.push(lines(check))
        onResult?.(passed)
        onStart?.('turn', 'turn:a')
        onStart?.('turn', 'turn:b')
        onResult?.({ ...passed, check: 'turn', url: 'turn:b' })
        return [passed]
      },
    })
    await check.start()
    expect(seen[0]).toContain('udp running')
    expect(lines(check)).toEqual([
      'browser waiting',
      'microphone waiting',
      'camera waiting',
      'socket waiting',
      'signature waiting',
      'udp done',
      'tcp waiting',
      'turn:a running',
      'turn:b done',
      'uplink waiting',
      'downlink waiting',
    ])
    expect(check.progress.get()).toMatchObject({ phase: 'done', verdict: 'good' })
  })

  it('says why when nobody signs', async () => {
    const findServer = () => Promise.reject(new MrtcError('CONNECTION_FAILED'))
    const check = new ConnectionCheck({ findServer, check: async () => [] })
    await check.start()
    expect(check.progress.get()).toMatchObject({ phase: 'failed', problem: { key: 'serverUnreachable' } })
  })

  it('is over when it is stopped, whatever still comes', async () => {
    let signal: AbortSignal | undefined
    const check = new ConnectionCheck({
      findServer: async () => server,
      check: async (options) => {
        signal = options.signal
        check.stop()
        options.onResult?.(passed)
        return [passed]
      },
    })
    await check.start()
    expect(signal?.aborted).toBe(true)
    expect(check.progress.get().phase).toBe('running')
  })
})
