import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { Caller, settled, startCalls, type TestCalls } from '../calls/fixtures.ts'
import { type Client, TestApi } from './testing/server.ts'

// Making a database takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let calls: TestCalls
let api: TestApi
let operator: Client
let people: Caller[] = []
beforeAll(async () => {
  calls = await startCalls()
  api = await TestApi.start({}, { rooms: async () => calls.calls.rooms })
  await api.store.callApps.create({ bizName: 'school', appId: 'app', workspaceId: 'default', name: 'School' })
  operator = await api.person('operator')
})
afterEach(async () => {
  for (const person of people) person.endsNow('closed')
  people = []
  await settled()
})
afterAll(async () => {
  await api?.close()
  await calls?.calls.close()
})

function somebody(uid: string, bizName = 'demo'): Caller {
  const caller = new Caller(calls.calls, uid, { bizName, appId: 'app', workspaceId: 'default' })
  people.push(caller)
  return caller
}

async function aliceAndBob() {
  const [alice, bob] = [somebody('alice'), somebody('bob')]
  const room = await alice.create()
  await bob.join(room)
  return { alice, bob, room, roomId: room.state.roomId }
}

test('a room is seen with who is in it, what they publish and who watches what', async () => {
  const { alice, bob, room, roomId } = await aliceAndBob()
  const { feedId } = await alice.publish()
  const { subscriptionId } = await bob.subscribe(feedId, room)
  const listed = await operator.ask('GET', '/rooms')
  expect(listed.body.items).toMatchObject([
    { roomId, bizName: 'demo', creatorUid: 'alice', participantCount: 2, feedCount: 1, recordIds: [] },
  ])
  const { status, body } = await operator.ask('GET', `/rooms/${roomId}`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    roomId,
    createdAt: new Date(room.state.createdAt).toISOString(),
    participants: [
      { uid: 'alice', connected: true, displayName: null, route: 'server' },
      { uid: 'bob', connected: true },
    ],
    feeds: [{ feedId, uid: 'alice', tag: 'face', source: 'camera', tracks: [{ kind: 'audio' }, { kind: 'video' }] }],
    subscriptions: [{ subscriptionId, feedId, uid: 'bob', kinds: ['audio', 'video'], started: false, size: null }],
  })
  // What lets people in stays here.
  expect(JSON.stringify(body)).not.toContain(room.rtoken)
})

test('rooms are listed page by page, the latest first, of one app or of all', async () => {
  const made: string[] = []
  for (const [at, app] of ['demo', 'school', 'demo'].entries()) {
    const { state } = await somebody(`creator${at}`, app).create()
    made.unshift(state.roomId)
  }
  const seen: string[] = []
  let cursor = ''
  for (;;) {
    const { body } = await operator.ask('GET', `/rooms?limit=1${cursor}`)
    const items = body.items as { roomId: string }[]
    seen.push(...items.map(({ roomId }) => roomId))
    if (body.nextCursor === null) break
    cursor = `&cursor=${String(body.nextCursor)}`
  }
  expect(seen.toSorted()).toEqual(made.toSorted())
  const { body } = await operator.ask('GET', '/rooms?bizName=school')
  expect(body.items).toMatchObject([{ bizName: 'school' }])
  const program = await api.program(['rooms.read'], 'school')
  expect((await program.ask('GET', '/rooms')).body.items).toHaveLength(1)
  expect((await operator.ask('GET', '/rooms?cursor=W10')).body).toMatchObject({ code: 'CURSOR_INVALID' })
})

test('who is kicked hears why, and so do the others', async () => {
  const { alice, bob, roomId } = await aliceAndBob()
  expect((await operator.ask('DELETE', `/rooms/${roomId}/participants/bob`)).status).toBe(204)
  await settled()
  expect(bob.heardOf('room.closed')).toEqual([{ roomId, reason: 'kicked' }])
  expect(alice.heardOf('room.participantLeft')).toMatchObject([{ uid: 'bob', reason: 'kicked' }])
  const again = await operator.ask('DELETE', `/rooms/${roomId}/participants/bob`)
  expect([again.status, again.body.code]).toEqual([404, 'PARTICIPANT_NOT_FOUND'])
  // The creator is no exception here.
  expect((await operator.ask('DELETE', `/rooms/${roomId}/participants/alice`)).status).toBe(204)
})

test('who is in a room that is ended hears that it ended', async () => {
  const { alice, bob, roomId } = await aliceAndBob()
  expect((await operator.ask('DELETE', `/rooms/${roomId}`)).status).toBe(204)
  await settled()
  for (const caller of [alice, bob]) expect(caller.heardOf('room.closed')).toEqual([{ roomId, reason: 'roomEnded' }])
  expect((await operator.ask('GET', `/rooms/${roomId}`)).body).toMatchObject({ code: 'ROOM_NOT_FOUND' })
  expect(calls.happened.at(-1)).toMatchObject({ kind: 'room.ended', roomId })
  const owner = await api.person('owner')
  const { body } = await owner.ask('GET', '/audit?action=rooms.end')
  expect(body.items).toMatchObject([{ target: roomId, bizName: 'demo', before: { participants: ['alice', 'bob'] } }])
})

test('texts and commands come from the server, to everybody or to some', async () => {
  const { alice, bob, roomId } = await aliceAndBob()
  const send = (body: unknown) => operator.ask('POST', `/rooms/${roomId}/messages`, body)
  const { status, body } = await send({ kind: 'text', text: 'The call ends in five minutes.' })
  expect(status).toBe(201)
  expect(body).toMatchObject({ recipients: ['alice', 'bob'] })
  await send({ kind: 'command', name: 'mute', payload: { for: ['all'] }, to: ['bob'] })
  await settled()
  const text = { messageId: body.messageId, from: '@server', text: 'The call ends in five minutes.' }
  for (const caller of [alice, bob]) expect(caller.heardOf('text.received')).toMatchObject([text])
  expect(alice.heardOf('command.received')).toEqual([])
  expect(bob.heardOf('command.received')).toMatchObject([{ from: '@server', name: 'mute', payload: '{"for":["all"]}' }])
  await bob.request('message.acknowledge', { messageIds: [String(body.messageId)] })
})

test.each([
  [{ kind: 'text', text: 'hi', to: ['nobody'] }, 'PARTICIPANT_NOT_FOUND', 'to'],
  [{ kind: 'text' }, 'PARAMETER_INVALID', 'text'],
  [{ kind: 'command', name: 'x', payload: 'y'.repeat(17_000) }, 'PARAMETER_INVALID', 'payload'],
  [{ kind: 'shout', text: 'hi' }, 'PARAMETER_INVALID', 'kind'],
])('a message that cannot be sent is refused with the field at fault', async (message, code, field) => {
  const { roomId, alice } = await aliceAndBob()
  const { body } = await operator.ask('POST', `/rooms/${roomId}/messages`, message)
  expect(body).toMatchObject({ code, field })
  expect(alice.heardOf('text.received')).toEqual([])
})

test('a key of another app sees no room of this one', async () => {
  const { roomId } = await aliceAndBob()
  const program = await api.program(['rooms.read', 'rooms.control'], 'school')
  const asked = [
    program.ask('GET', `/rooms/${roomId}`),
    program.ask('DELETE', `/rooms/${roomId}`),
    program.ask('DELETE', `/rooms/${roomId}/participants/bob`),
    program.ask('POST', `/rooms/${roomId}/messages`, { kind: 'text', text: 'hi' }),
  ]
  for (const { body } of await Promise.all(asked)) expect(body.code).toBe('ROOM_NOT_FOUND')
  expect((await operator.ask('GET', `/rooms/${roomId}`)).body).toMatchObject({ participantCount: 2 })
})
