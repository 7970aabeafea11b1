import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import type { CheckName, CheckResult, SkipReason } from './check-result.ts'
import { verdictOf } from './verdict.ts'

const passed = (check: CheckName): CheckResult => ({ check, durationMs: 1, outcome: 'passed', detail: '' })
const failed = (check: CheckName): CheckResult => ({
  check,
  durationMs: 1,
  outcome: 'failed',
  error: new MrtcError('MEDIA_TIMEOUT'),
})
const skipped = (check: CheckName, why: SkipReason): CheckResult => ({ check, durationMs: 0, outcome: 'skipped', why })
const ready = (['browser', 'microphone', 'camera', 'socket', 'signature'] as const).map(passed)

describe('the verdict', () => {
  it('is good when all passed that there was to check', () => {
    expect(verdictOf([...ready, passed('udp'), passed('tcp'), skipped('turn', 'nothingToCheck')])).toBe('good')
  })

  it('is limited while one way for media is open', () => {
    expect(verdictOf([...ready, failed('udp'), passed('tcp')])).toBe('limited')
    expect(verdictOf([...ready, failed('udp'), failed('tcp'), failed('turn'), passed('turn')])).toBe('limited')
  })

  it('is impossible without a way for media, or without the server', () => {
    expect(verdictOf([...ready, failed('udp'), failed('tcp')])).toBe('impossible')
    expect(verdictOf([passed('browser'), failed('socket'), skipped('udp', 'dependsOnFailed')])).toBe('impossible')
  })

  it('is unknown when they were stopped before', () => {
    expect(verdictOf([...ready, failed('udp'), skipped('tcp', 'stopped')])).toBe('unknown')
  })
})
