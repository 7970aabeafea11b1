import { expect, test } from 'vitest'
import { TextLedger } from './text-ledger.ts'

test('an acknowledgement is news once, and only from a receiver', () => {
  const texts = new TextLedger()
  texts.sent({ messageId: 'm', from: 'ann', recipients: ['ben', 'cid'], now: 0 })
  expect(texts.acknowledged({ messageId: 'm', uid: 'dan' })).toBeUndefined()
  expect(texts.acknowledged({ messageId: 'm', uid: 'ben' })).toBe('ann')
  expect(texts.acknowledged({ messageId: 'm', uid: 'ben' })).toBeUndefined()
  expect(texts.acknowledged({ messageId: 'm', uid: 'cid' })).toBe('ann')
  expect(texts.size).toBe(0)
})

test('what nobody acknowledges is forgotten, by age and by number', () => {
  const texts = new TextLedger()
  texts.sent({ messageId: 'old', from: 'ann', recipients: ['ben'], now: 0 })
  texts.sent({ messageId: 'new', from: 'ann', recipients: ['ben'], now: 600_001 })
  expect(texts.acknowledged({ messageId: 'old', uid: 'ben' })).toBeUndefined()
  for (let n = 0; n < 5_000; n++) texts.sent({ messageId: `m${n}`, from: 'ann', recipients: ['ben'], now: 600_002 })
  expect(texts.size).toBe(1_000)
})
