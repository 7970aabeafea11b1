import { expect, test } from 'vitest'
import { TextLedger } from './text-ledger.ts'

test('an acknowledgement is news once, and only from a receiver', () => {
  const texts = new TextLedger()
  texts.sent({ messageId: 'm', from: 'ann', recipients: ['ben', 'cid'], now: 0 })
  const acknowledged = (uid: string) => [...texts.acknowledged({ messageIds: ['m'], uid })]
  expect(acknowledged('dan')).toEqual([])
  expect(acknowledged('ben')).toEqual([['ann', ['m']]])
  expect(acknowledged('ben')).toEqual([])
  expect(acknowledged('cid')).toEqual([['ann', ['m']]])
  expect(texts.size).toBe(0)
})

test('an acknowledgement of many is told by sender, in order, without those that are no news', () => {
  const texts = new TextLedger()
  for (const [messageId, from] of [
    ['a1', 'ann'],
    ['c1', 'cid'],
    ['a2', 'ann'],
  ] as const) {
    texts.sent({ messageId, from, recipients: ['ben'], now: 0 })
  }
  const news = texts.acknowledged({ messageIds: ['a1', 'never sent', 'c1', 'a2', 'a1'], uid: 'ben' })
  expect(Object.fromEntries(news)).toEqual({ ann: ['a1', 'a2'], cid: ['c1'] })
})

test('what nobody acknowledges is forgotten, by age and by number', () => {
  const texts = new TextLedger()
  texts.sent({ messageId: 'old', from: 'ann', recipients: ['ben'], now: 0 })
  texts.sent({ messageId: 'new', from: 'ann', recipients: ['ben'], now: 600_001 })
  expect(texts.acknowledged({ messageIds: ['old'], uid: 'ben' }).size).toBe(0)
  for (let n = 0; n < 5_000; n++) texts.sent({ messageId: `m${n}`, from: 'ann', recipients: ['ben'], now: 600_002 })
  expect(texts.size).toBe(1_000)
})
