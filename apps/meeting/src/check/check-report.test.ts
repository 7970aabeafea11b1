import { MrtcError } from '@mrtc/protocol/errors'
import { expect, it } from 'vitest'
import { checkReport } from './check-report.ts'

it('tells those who help what was found, and what code it has', () => {
  const text = checkReport({
    results: [
      { check: 'browser', durationMs: 1, outcome: 'passed', detail: 'has what a call needs' },
      { check: 'udp', durationMs: 10_003, outcome: 'failed', error: new MrtcError('MEDIA_TIMEOUT'), guideCode: -1074 },
      {
        check: 'turn',
        url: 'turn:t:1',
        durationMs: 9,
        outcome: 'failed',
        error: new MrtcError('TURN_UNAUTHORIZED', 'no'),
      },
      { check: 'downlink', durationMs: 0, outcome: 'skipped', why: 'dependsOnFailed' },
    ],
    verdict: 'limited',
    madeAtMs: 0,
    userAgent: 'a browser',
  })
  expect(text.split('\n')).toEqual([
    'mrtc connection check: limited',
    '1970-01-01T00:00:00.000Z',
    'a browser',
    '',
    'browser: passed in 1 ms, has what a call needs',
    expect.stringMatching(/^udp: FAILED after 10003 ms, MEDIA_TIMEOUT \(-1074\): The media connection/),
    'turn turn:t:1: FAILED after 9 ms, TURN_UNAUTHORIZED: no',
    'downlink: not checked, dependsOnFailed',
  ])
})
