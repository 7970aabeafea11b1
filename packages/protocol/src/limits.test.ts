import { describe, expect, it } from 'vitest'
import { limits } from './limits.ts'
import { parseClientFrame, parseParams } from './parse.ts'

/** Six bytes in JSON (an escape), the most that one UTF-16 unit can take. */
const widest = '\u0001'

function frameOf(name: string, params: object): string {
  const key = 'k'.repeat(64)
  const body = { type: 'request', id: Number.MAX_SAFE_INTEGER, name, params, key }
  return JSON.stringify({ type: 'message', seq: Number.MAX_SAFE_INTEGER, ack: Number.MAX_SAFE_INTEGER, body })
}

describe('limits', () => {
  it('let the longest text to the most recipients through', () => {
    const to = Array.from({ length: limits.messageRecipients }, (_, index) => `${index}`.padEnd(limits.uidLength, 'u'))
    const params = { text: widest.repeat(limits.textLength), to }
    expect(parseParams('text.send', params).ok).toBeDefined()
    expect(parseClientFrame(frameOf('text.send', params)).ok?.type).toBe('message')
  })

  it('let the longest hello through', () => {
    const hello = {
      type: 'hello',
      version: 1,
      uid: 'u'.repeat(limits.uidLength),
      bizName: widest.repeat(limits.bizNameLength),
      appId: widest.repeat(limits.appIdLength),
      workspaceId: widest.repeat(limits.workspaceIdLength),
      sign: 's'.repeat(limits.signLength),
      client: { platform: 'web', version: '1' },
    }
    expect(parseClientFrame(JSON.stringify(hello)).ok).toEqual(hello)
  })

  it('leave room to everyone of a full room', () => {
    expect(limits.messageRecipients).toBeGreaterThanOrEqual(limits.participantsPerRoom)
    expect(limits.subscriptionsPerParticipant).toBeGreaterThanOrEqual(limits.participantsPerRoom)
  })

  it('give up a silent socket well before its session', () => {
    expect(3 * limits.heartbeatMs).toBeLessThan(limits.sessionTtlMs)
    expect(limits.handshakeTimeoutMs).toBeLessThan(limits.sessionTtlMs)
    expect(limits.idempotencyTtlMs).toBeGreaterThan(limits.sessionTtlMs)
    expect(limits.unacknowledgedMessagesHard).toBeGreaterThan(limits.unacknowledgedMessages)
  })
})
