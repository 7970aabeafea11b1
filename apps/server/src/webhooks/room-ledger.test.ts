import { expect, test } from 'vitest'
import type { Happening } from '../happenings/index.ts'
import { RoomLedger } from './room-ledger.ts'

const app = { bizName: 'clinic', appId: 'app', workspaceId: 'default' }
const room = { app, roomId: 'room', at: 1 }
const created: Happening = { kind: 'room.created', ...room, uid: 'alice' }
const ended: Happening = { kind: 'room.ended', ...room, creatorUid: 'alice' }
const joined = (uid: string, returning = false): Happening => ({
  kind: 'room.joined',
  ...room,
  uid,
  sessionId: 's',
  displayName: undefined,
  client: { platform: 'web', version: '1' },
  returning,
})
const left = (uid: string): Happening => ({ kind: 'room.left', ...room, uid, reason: 'left' })

function told(ledger: RoomLedger, ...happenings: Happening[]): string[] {
  return happenings.flatMap((happening) => ledger.happened(happening)).map(words)
}

function words({ eventCode, more }: { readonly eventCode: number; readonly more: { readonly uid?: unknown } }): string {
  return `${eventCode} ${String(more.uid)}`
}

test('a room is told from its begin to its end', () => {
  const ledger = new RoomLedger()
  const happened = told(ledger, created, joined('alice'), joined('bob'), left('alice'), left('bob'), ended)
  expect(happened).toEqual(['1 alice', '2 alice', '2 bob', '3 alice', '3 bob', '4 alice'])
  expect(ledger.roomOf('room')).toBeUndefined()
})

test('who comes back after a restart was never gone', () => {
  const ledger = new RoomLedger([{ app, roomId: 'room', creatorUid: 'alice', uids: ['alice', 'bob'] }])
  const restored = new Map([['room', new Set(['alice', 'bob'])]])
  expect(ledger.reconcile(restored, 2)).toEqual([])
  expect(told(ledger, joined('alice', true), left('bob'))).toEqual(['3 bob'])
})

test('after a crash, what is not open any more is told to be over, people first', () => {
  const known = { app, creatorUid: 'alice', uids: ['alice', 'bob'] }
  const ledger = new RoomLedger([
    { ...known, roomId: 'gone' },
    { ...known, roomId: 'open' },
  ])
  const messages = ledger.reconcile(new Map([['open', new Set(['alice'])]]), 2)
  expect(messages.map((message) => `${message.roomId} ${words(message)}`)).toEqual([
    'gone 3 alice',
    'gone 3 bob',
    'gone 4 alice',
    'open 3 bob',
  ])
})

test('nothing is told of rooms whose begin nobody was told of', () => {
  expect(told(new RoomLedger(), joined('bob'), left('bob'), ended)).toEqual([])
})
