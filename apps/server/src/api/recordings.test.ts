import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { type RecordingFile, recordingParametersSchema } from '@mrtc/protocol'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { Caller, settled, startCalls, type TestCalls } from '../calls/fixtures.ts'
import type { StoredRecording } from '../store/index.ts'
import { type Client, TestApi } from './testing/server.ts'

// Making a database takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const waiting = { timeout: 30_000, interval: 50 }

let calls: TestCalls
let api: TestApi
let operator: Client & { readonly cookie: string }
let people: Caller[] = []
beforeAll(async () => {
  api = await TestApi.start(
    {},
    {
      rooms: async (recorder) => {
        calls = await startCalls({}, 1, undefined, {}, { recorder })
        return calls.calls.rooms
      },
    },
  )
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

function somebody(uid: string): Caller {
  const caller = new Caller(calls.calls, uid)
  people.push(caller)
  return caller
}

async function aliceAlone() {
  const alice = somebody('alice')
  const { roomId } = (await alice.create()).state
  return { alice, roomId }
}

let made = 0
/** One that is over, with files of these contents. */
async function recorded(
  contents: readonly Buffer[],
  about: Partial<StoredRecording> = {},
): Promise<StoredRecording & { readonly contents: readonly Buffer[] }> {
  made += 1
  const recordId = about.recordId ?? `record${made}`
  const files: RecordingFile[] = []
  for (const [index, content] of contents.entries()) {
    const path = `recordings/${recordId}/${index}.mp4`
    await api.objects.put(path, [content] as unknown as AsyncIterable<Uint8Array>)
    files.push({
      ...{ kinds: ['audio', 'video'], format: 'mp4', path, sizeBytes: content.length },
      ...{ durationMs: 1_000, startedAt: 1_000 },
    })
  }
  const recording: StoredRecording = {
    ...{ recordId, roomId: 'gone', bizName: 'demo', appId: 'app', workspaceId: 'default', startedBy: 'alice' },
    ...{ parameters: recordingParametersSchema.parse({}), state: 'ready', failure: null },
    ...{ startedAt: new Date(1_000 * made), endedAt: new Date(1_000 * made + 1_000), files },
    ...about,
  }
  await api.store.recordings.save(recording)
  return { ...recording, contents }
}

const fileUrl = (recordId: string, index = 0) => `${api.url}/api/v1/recordings/${recordId}/files/${index}`
/** As a video element of the console does: with the cookie alone. */
const play = (recordId: string, headers: Record<string, string> = {}, query = '') =>
  fetch(fileUrl(recordId) + query, { headers: { cookie: operator.cookie, ...headers } })

test('a room is recorded from outside, paused, resumed and stopped, and its people know', async () => {
  const { alice, roomId } = await aliceAlone()
  await alice.publish()
  const started = await operator.ask('POST', `/rooms/${roomId}/recordings`, {
    name: 'lesson',
    rendering: { width: 320, height: 180, layout: { kind: 'spotlight' } },
  })
  expect([started.status, started.body]).toMatchObject([
    201,
    {
      roomId,
      bizName: 'demo',
      state: 'recording',
      startedBy: '@server',
      files: [],
      parameters: { until: 'roomEnds', name: 'lesson', rendering: { width: 320, layout: { kind: 'spotlight' } } },
    },
  ])
  const recordId = String(started.body.recordId)
  await settled()
  expect(alice.heardOf('room.recordingsChanged').at(-1)).toEqual({
    recordings: [{ recordId, state: 'recording', startedBy: '@server' }],
  })
  expect((await operator.ask('GET', `/rooms/${roomId}`)).body.recordIds).toEqual([recordId])
  const control = (what: string) => operator.ask('POST', `/recordings/${recordId}/${what}`)
  expect((await control('pause')).body).toMatchObject({ state: 'paused' })
  expect((await control('pause')).body).toMatchObject({ code: 'RECORDING_STATE_INVALID' })
  expect((await control('resume')).body).toMatchObject({ state: 'recording' })
  expect((await control('stop')).status).toBe(200)
  await settled()
  expect(alice.heardOf('recording.ended')).toEqual([{ recordId, reason: 'stopped' }])
  // Stopped is stopped.
  expect((await control('stop')).status).toBe(200)
  expect((await control('pause')).body).toMatchObject({ code: 'RECORDING_STATE_INVALID' })
  // Nobody sent anything in this test: there is nothing to make a file of.
  await vi.waitFor(async () => {
    expect((await operator.ask('GET', `/recordings/${recordId}`)).body).toMatchObject({ state: 'failed' })
  }, waiting)
  const owner = await api.person('owner')
  const { body } = await owner.ask('GET', '/audit')
  const actions = (body.items as { action: string; target: string }[]).filter(({ target }) => target === recordId)
  expect(actions.map(({ action }) => action).toReversed()).toEqual([
    'recordings.start',
    'recordings.pause',
    'recordings.resume',
    'recordings.stop',
    'recordings.stop',
  ])
})

test.each([
  [{ until: 'starterLeaves' }, 'until'],
  [{ rendering: { width: 321 } }, 'rendering.width'],
  [{ rendering: { layout: { kind: 'circle' } } }, 'rendering.layout.kind'],
])('parameters that cannot be are refused with the field at fault: %j', async (parameters, field) => {
  const { roomId } = await aliceAlone()
  const { body } = await operator.ask('POST', `/rooms/${roomId}/recordings`, parameters)
  expect(body).toMatchObject({ code: 'PARAMETER_INVALID', field })
})

test('recordings are found by app, room, state, id and time, page by page', async () => {
  const day = Date.parse('2030-01-01T00:00:00Z')
  const at = (hour: number) => new Date(day + hour * 3_600_000)
  for (const hour of [1, 2, 3])
    await recorded([], { recordId: `found${hour}`, startedAt: at(hour), roomId: 'findable' })
  await recorded([], { recordId: 'found4', startedAt: at(4), bizName: 'school', state: 'failed', failure: 'no disk' })
  const ids = async (query: string) =>
    ((await operator.ask('GET', `/recordings?from=2030-01-01T00:00:00Z&${query}`)).body.items as StoredRecording[]).map(
      ({ recordId }) => recordId,
    )
  expect(await ids('')).toEqual(['found4', 'found3', 'found2', 'found1'])
  expect(await ids('bizName=school')).toEqual(['found4'])
  expect(await ids('roomId=findable')).toEqual(['found3', 'found2', 'found1'])
  expect(await ids('state=failed')).toEqual(['found4'])
  expect(await ids('recordId=found2')).toEqual(['found2'])
  expect(await ids('to=2030-01-01T03:00:00Z')).toEqual(['found2', 'found1'])
  const first = await operator.ask('GET', '/recordings?limit=3&from=2030-01-01T00:00:00Z')
  expect(await ids(`limit=3&cursor=${String(first.body.nextCursor)}`)).toEqual(['found1'])
  expect((await operator.ask('GET', '/recordings?cursor=W10')).body).toMatchObject({ code: 'CURSOR_INVALID' })
})

test('a file plays with the cookie of the console alone', async () => {
  const { recordId, contents } = await recorded([randomBytes(200_000)])
  const response = await play(recordId)
  expect(response.status).toBe(200)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'video/mp4',
    'content-length': '200000',
    'accept-ranges': 'bytes',
    'content-disposition': expect.stringMatching(/^inline; filename="record\d+\.mp4"/),
  })
  expect(Buffer.from(await response.arrayBuffer()).equals(contents[0] ?? Buffer.alloc(0))).toBe(true)
})

test('a file is downloaded under a name of its own', async () => {
  const parameters = recordingParametersSchema.parse({ name: 'lessons/biology' })
  const { recordId } = await recorded([randomBytes(10), randomBytes(10)], { parameters })
  const response = await play(recordId, {}, '?download=true')
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="lessons_biology-1\.mp4"/)
  await response.arrayBuffer()
})

test.each([
  ['bytes=0-9', 0, 10],
  ['bytes=100000-', 100_000, 100_000],
  ['bytes=-5', 199_995, 5],
  ['bytes=70000-140000', 70_000, 70_001],
])('a player gets the range that it asks for: %s', async (range, offset, length) => {
  const { recordId, contents } = await recorded([randomBytes(200_000)])
  const response = await play(recordId, { range })
  expect(response.status).toBe(206)
  expect(response.headers.get('content-range')).toBe(`bytes ${offset}-${offset + length - 1}/200000`)
  expect(response.headers.get('content-length')).toBe(String(length))
  const got = Buffer.from(await response.arrayBuffer())
  expect(got.equals(contents[0]?.subarray(offset, offset + length) ?? Buffer.alloc(0))).toBe(true)
})

test('a range behind the end is answered with the size, and one of another version of the file with all of it', async () => {
  const { recordId } = await recorded([randomBytes(100)])
  const behind = await play(recordId, { range: 'bytes=100-' })
  expect([behind.status, behind.headers.get('content-range')]).toEqual([416, 'bytes */100'])
  const other = await play(recordId, { range: 'bytes=0-9', 'if-range': '"another"' })
  expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, 100])
  const same = await play(recordId, { range: 'bytes=0-9', 'if-range': other.headers.get('etag') ?? '' })
  expect([same.status, (await same.arrayBuffer()).byteLength]).toEqual([206, 10])
})

test('HEAD tells what a file is, without it', async () => {
  const { recordId } = await recorded([randomBytes(100)])
  const response = await fetch(fileUrl(recordId), { method: 'HEAD', headers: { cookie: operator.cookie } })
  expect([response.status, response.headers.get('content-length')]).toEqual([200, '100'])
})

test('who goes away in the middle of a download leaves nothing open', async () => {
  const { recordId } = await recorded([Buffer.alloc(32 * 1024 * 1024)])
  await new Promise<void>((resolve, reject) => {
    const asking = request(fileUrl(recordId), { headers: { cookie: operator.cookie } }, (response) => {
      response.once('data', () => {
        response.destroy()
        resolve()
      })
    })
    asking.once('error', reject)
    asking.end()
  })
  expect((await play(recordId, { range: 'bytes=0-0' })).status).toBe(206)
})

test('a file that is not there, or of a recording that is not, is not found', async () => {
  const { recordId } = await recorded([randomBytes(10)])
  for (const path of [`/recordings/${recordId}/files/1`, '/recordings/none/files/0', '/recordings/none']) {
    const { status, body } = await operator.ask('GET', path)
    expect([status, body.code]).toEqual([404, 'RECORDING_NOT_FOUND'])
  }
})

test('a recording that is deleted is gone with its files, and the audit log knows', async () => {
  const { recordId, files } = await recorded([randomBytes(10), randomBytes(10)])
  expect((await operator.ask('DELETE', `/recordings/${recordId}`)).body).toMatchObject({ code: 'PERMISSION_DENIED' })
  const admin = await api.person('admin')
  expect((await admin.ask('DELETE', `/recordings/${recordId}`)).status).toBe(204)
  expect((await admin.ask('GET', `/recordings/${recordId}`)).status).toBe(404)
  for (const { path } of files) expect(await api.objects.head(path)).toBeUndefined()
  const { body } = await admin.ask('GET', '/audit?action=recordings.delete')
  expect(body.items).toMatchObject([{ target: recordId, bizName: 'demo', before: { files: files.map((f) => f.path) } }])
})

test('one that runs is stopped when it is deleted', async () => {
  const { alice, roomId } = await aliceAlone()
  const { body } = await operator.ask('POST', `/rooms/${roomId}/recordings`, {})
  const admin = await api.login('admin')
  expect((await admin.ask('DELETE', `/recordings/${String(body.recordId)}`)).status).toBe(204)
  await settled()
  expect(alice.heardOf('recording.ended')).toMatchObject([{ reason: 'stopped' }])
  expect((await operator.ask('GET', `/recordings/${String(body.recordId)}`)).status).toBe(404)
})

test('files cannot be made again once what was captured is gone; they stay', async () => {
  const { recordId, files } = await recorded([randomBytes(10)])
  const { body } = await operator.ask('POST', `/recordings/${recordId}/render`, { width: 1280, height: 720 })
  expect(body).toMatchObject({ code: 'RECORDING_STATE_INVALID' })
  expect((await operator.ask('GET', `/recordings/${recordId}`)).body).toMatchObject({ state: 'ready' })
  expect(await api.objects.head(files[0]?.path ?? '')).toBeDefined()
})

test('a key of another app reaches no recording of this one', async () => {
  const { recordId } = await recorded([randomBytes(10)])
  const { roomId } = await aliceAlone()
  const school = await api.program(['recordings.read', 'recordings.control', 'recordings.delete'], 'school')
  const asked = [
    school.ask('GET', `/recordings/${recordId}`),
    school.ask('GET', `/recordings/${recordId}/files/0`),
    school.ask('POST', `/recordings/${recordId}/stop`),
    school.ask('POST', `/recordings/${recordId}/render`, {}),
    school.ask('DELETE', `/recordings/${recordId}`),
  ]
  for (const { body } of await Promise.all(asked)) expect(body.code).toBe('RECORDING_NOT_FOUND')
  expect((await school.ask('POST', `/rooms/${roomId}/recordings`, {})).body.code).toBe('ROOM_NOT_FOUND')
  expect((await school.ask('GET', `/recordings?recordId=${recordId}`)).body.items).toEqual([])
})

test('rooms of an app that is set so are recorded by themselves, from the first feed to the end of the room', async () => {
  calls.set({ recording: { automatic: true } })
  try {
    const { alice, roomId } = await aliceAlone()
    expect((await operator.ask('GET', `/recordings?roomId=${roomId}`)).body.items).toEqual([])
    await alice.publish(['audio'])
    await vi.waitFor(() => {
      expect(alice.heardOf('room.recordingsChanged')).toMatchObject([{ recordings: [{ startedBy: '@automatic' }] }])
    }, waiting)
    // It is one recording, however many feeds come.
    await alice.publish(['audio'])
    const { body } = await operator.ask('GET', `/recordings?roomId=${roomId}`)
    expect(body.items).toMatchObject([
      { state: 'recording', startedBy: '@automatic', parameters: { until: 'roomEnds' } },
    ])
    await operator.ask('DELETE', `/rooms/${roomId}`)
    await vi.waitFor(async () => {
      const [recording] = (await operator.ask('GET', `/recordings?roomId=${roomId}`)).body.items as StoredRecording[]
      expect(recording?.endedAt).not.toBeNull()
    }, waiting)
  } finally {
    calls.set({})
  }
})

test('rooms that are in a call when automatic recording is switched on are recorded from then on', async () => {
  const { alice, roomId } = await aliceAlone()
  await alice.publish(['audio'])
  calls.set({ recording: { automatic: true } })
  try {
    await vi.waitFor(() => {
      expect(alice.heardOf('room.recordingsChanged')).toMatchObject([{ recordings: [{ startedBy: '@automatic' }] }])
    }, waiting)
    // Whoever stops it has it stopped.
    const [{ recordId } = { recordId: '' }] = (await operator.ask('GET', `/recordings?roomId=${roomId}`)).body
      .items as StoredRecording[]
    await operator.ask('POST', `/recordings/${recordId}/stop`)
    await alice.publish(['audio'])
    await settled()
    expect((await operator.ask('GET', `/recordings?roomId=${roomId}`)).body.items).toHaveLength(1)
  } finally {
    calls.set({})
  }
})
