import { expect, test } from 'vitest'
import { MessageLedger } from './message-ledger.ts'

const kind = 'text'

test('an acknowledgement is news once, and only from a receiver', () => {
  const messages = new MessageLedger()
  messages.sent({ messageId: 'm', kind, from: 'ann', recipients: ['ben', 'cid'], now: 0 })
  const acknowledged = (uid: string) => messages.acknowledged({ messageIds: ['m'], uid })
  expect(acknowledged('dan')).toEqual([])
  expect(acknowledged('ben')).toEqual([{ from: 'ann', kind, messageIds: ['m'] }])
  expect(acknowledged('ben')).toEqual([])
  expect(acknowledged('cid')).toEqual([{ from: 'ann', kind, messageIds: ['m'] }])
  expect(messages.size).toBe(0)
})

test('an acknowledgement of many is told by sender and kind, in order, without those that are no news', () => {
  const messages = new MessageLedger()
  for (const [messageId, from, kind] of [
    ['a1', 'ann', 'text'],
    ['c1', 'cid', 'text'],
    ['a2', 'ann', 'text'],
    ['a3', 'ann', 'command'],
  ] as const) {
    messages.sent({ messageId, kind, from, recipients: ['ben'], now: 0 })
  }
  const messageIds = ['a1', 'never sent', 'a3', 'c1', 'a2', 'a1']
  expect(messages.acknowledged({ messageIds, uid: 'ben' })).toEqual([
    { from: 'ann', kind: 'text', messageIds: ['a1', 'a2'] },
    { from: 'ann', kind: 'command', messageIds: ['a3'] },
    { from: 'cid', kind: 'text', messageIds: ['c1'] },
  ])
})

test('what nobody acknowledges is forgotten, by age and by number', () => {
  const messages = new MessageLedger()
  messages.sent({ messageId: 'old', kind, from: 'ann', recipients: ['ben'], now: 0 })
  messages.sent({ messageId: 'new', kind, from: 'ann', recipients: ['ben'], now: 600_001 })
  expect(messages.acknowledged({ messageIds: ['old'], uid: 'ben' })).toEqual([])
  for (let n = 0; n < 5_000; n++) {
    messages.sent({ messageId: `m${n}`, kind, from: 'ann', recipients: ['ben'], now: 600_002 })
  }
  expect(messages.size).toBe(1_000)
})
