import { expect, test } from 'vitest'
import { proveWebhooks } from './run.ts'
import { judge } from './verdict.ts'

test('no webhook is lost or out of order while both ends are killed', { timeout: 400_000 }, async () => {
  const verdict = await proveWebhooks({ events: 60, seed: 3 })
  expect(verdict).toMatchObject({ lost: 0, outOfOrder: 0, forged: 0, problems: [] })
  expect(verdict.events).toBeGreaterThanOrEqual(60)
})

test('what is missing, swapped or forged shows in the verdict', () => {
  const room = { roomId: 'r', creatorUid: 'a', uids: ['a'] }
  const told = (...codes: number[]) =>
    codes.map((eventCode, index) => ({
      isGenuine: index > 0,
      body: { bizRequestId: `${eventCode}`, roomId: 'r', uid: 'a', eventCode },
    }))
  expect(judge([room], told(1, 2, 3, 4))).toMatchObject({ events: 4, lost: 0, outOfOrder: 0, forged: 1, repeated: 0 })
  expect(judge([room], told(1, 2, 4))).toMatchObject({ lost: 1, outOfOrder: 1 })
  expect(judge([room], told(2, 1, 3, 4))).toMatchObject({ lost: 0, outOfOrder: 1 })
  expect(judge([room], [...told(1, 2), ...told(1, 2, 3, 4)])).toMatchObject({ lost: 0, outOfOrder: 0, repeated: 2 })
})
