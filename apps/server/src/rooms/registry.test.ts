import { MrtcError } from '@mrtc/protocol'
import { describe, expect, test } from 'vitest'
import { roomOf } from './fixtures.ts'
import { leaveRoom } from './participants.ts'
import { RoomRegistry } from './registry.ts'
import type { RoomState } from './state.ts'

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof MrtcError) return error.code
    throw error
  }
  return 'none'
}

function named(roomId: string): RoomState {
  return { ...roomOf('ann'), roomId }
}

const ann = { appKey: 'app', creatorUid: 'ann' }

function ended(roomId: string): RoomState {
  return leaveRoom(named(roomId), { uid: 'ann', reason: 'left' }).state
}

describe('the registry of rooms', () => {
  test("does not know another app's rooms, open or ended", () => {
    const registry = new RoomRegistry({
      maxRooms: 2,
      maxRoomsPerCreator: 2,
      endedRoomsRemembered: 2,
      endedRoomTtlMs: 100,
    })
    registry.put(named('a'), 0)
    registry.put(ended('b'), 0)
    expect(registry.find('app', 'a', 0).roomId).toBe('a')
    expect(codeOf(() => registry.find('other', 'a', 0))).toBe('ROOM_NOT_FOUND')
    expect(codeOf(() => registry.find('other', 'b', 0))).toBe('ROOM_NOT_FOUND')
  })

  test('remembers ended rooms for their time', () => {
    const registry = new RoomRegistry({
      maxRooms: 2,
      maxRoomsPerCreator: 2,
      endedRoomsRemembered: 2,
      endedRoomTtlMs: 100,
    })
    registry.put(ended('a'), 0)
    expect(codeOf(() => registry.find('app', 'a', 100))).toBe('ROOM_ENDED')
    expect(codeOf(() => registry.find('app', 'a', 101))).toBe('ROOM_NOT_FOUND')
  })

  test('remembers the latest of too many ended rooms', () => {
    const registry = new RoomRegistry({
      maxRooms: 2,
      maxRoomsPerCreator: 2,
      endedRoomsRemembered: 2,
      endedRoomTtlMs: 100,
    })
    for (const roomId of ['a', 'b', 'c']) registry.put(ended(roomId), 0)
    expect(registry.knows('a')).toBe(false)
    expect(registry.knows('b')).toBe(true)
    expect(registry.knows('c')).toBe(true)
  })

  test('refuses rooms past the limit, until one ends', () => {
    const registry = new RoomRegistry({
      maxRooms: 1,
      maxRoomsPerCreator: 2,
      endedRoomsRemembered: 2,
      endedRoomTtlMs: 100,
    })
    registry.put(named('a'), 0)
    expect(codeOf(() => registry.assertHasPlace(ann))).toBe('SERVER_FULL')
    registry.put(ended('a'), 0)
    expect(codeOf(() => registry.assertHasPlace(ann))).toBe('none')
    expect(registry.size).toBe(0)
  })

  test('lets nobody have too many open rooms, and counts those of their namesakes in other apps apart', () => {
    const registry = new RoomRegistry({
      maxRooms: 9,
      maxRoomsPerCreator: 2,
      endedRoomsRemembered: 2,
      endedRoomTtlMs: 100,
    })
    for (const roomId of ['a', 'b']) registry.put(named(roomId), 0)
    expect(codeOf(() => registry.assertHasPlace(ann))).toBe('RATE_LIMITED')
    expect(codeOf(() => registry.assertHasPlace({ ...ann, creatorUid: 'ben' }))).toBe('none')
    expect(codeOf(() => registry.assertHasPlace({ ...ann, appKey: 'other' }))).toBe('none')
    registry.put(ended('a'), 0)
    expect(codeOf(() => registry.assertHasPlace(ann))).toBe('none')
  })
})
