import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type ConfigOverrides, type RunningServer, startServer } from '../index.ts'
import { offsetOf, Person, type Place, ServerProcess, uploads, uploadsCut } from './testing.ts'

// Making a database takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const picture = Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), randomBytes(6_000)])
const text = Buffer.from('Minutes of the meeting.\n'.repeat(500))
const mebibyte = 1024 * 1024

async function start(dir: string, files: ConfigOverrides['files'] = {}): Promise<RunningServer> {
  return startServer({
    http: { port: 0 },
    data: { dir },
    log: { level: 'silent' },
    media: { workerCount: 1 },
    files: { ...files },
  })
}

async function poll<T>(ask: () => Promise<T>, isDone: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isDone(answer)) return answer
    await delay(20)
  }
}

describe('files between participants', () => {
  let dir: string
  let server: RunningServer
  let place: Place
  let [alice, bob, carol]: Person[] = []
  const people = () => {
    if (!alice || !bob || !carol) throw new Error('they are not there yet')
    return { alice, bob, carol }
  }

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'mrtc-files-'))
    server = await start(dir, { maxSizeBytes: 120 * mebibyte, maxUserBytes: 150 * mebibyte })
    alice = await Person.connect(server, 'alice')
    bob = await Person.connect(server, 'bob')
    carol = await Person.connect(server, 'carol')
    place = await alice.creates()
    await bob.joins(place)
    await carol.joins(place)
  })
  afterAll(async () => {
    await server.close()
    await rm(dir, { recursive: true })
  })

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(server.httpUrl + path, { headers, method })

  test('reach everyone else with name, size, type, sender and a link, and each receipt is told', async () => {
    const { alice, bob, carol } = people()
    const shared = await alice.sends('holiday.jpg', picture)
    expect(shared).toMatchObject({ name: 'holiday.jpg', recipients: ['bob', 'carol'], mimeType: 'image/jpeg' })
    for (const person of [bob, carol]) {
      const received = await person.hears('file.received')
      const { messageId, fileId } = shared
      expect(received).toMatchObject({
        messageId,
        fileId,
        from: 'alice',
        name: 'holiday.jpg',
        sizeBytes: picture.length,
      })
      const response = await get(received.path)
      expect(picture.equals(Buffer.from(await response.arrayBuffer()))).toBe(true)
      await person.request('message.acknowledge', { messageIds: [messageId] })
      expect(await alice.hears('message.delivered')).toEqual({
        kind: 'file',
        messageIds: [messageId],
        uid: person.uid,
      })
    }
    expect((await get(shared.path)).status).toBe(200)
  })

  test('are handed out as attachments that run nothing', async () => {
    const { alice, bob } = people()
    await alice.sends('Bericht "1".jpg', picture, { to: ['bob'] })
    const { headers } = await get((await bob.hears('file.received')).path)
    expect(headers.get('content-type')).toBe('image/jpeg')
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="Bericht _1_\.jpg"; filename\*=UTF-8''/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  })

  test('go to some alone, and only they can fetch them', async () => {
    const { alice, bob, carol } = people()
    const shared = await alice.sends('secret.txt', text, { to: ['bob'] })
    expect(shared.recipients).toEqual(['bob'])
    const { path } = await bob.hears('file.received')
    const forged = path.replace(/token=[^.]+/, (content) => {
      const grant = JSON.parse(Buffer.from(content.slice('token='.length), 'base64url').toString())
      return `token=${Buffer.from(JSON.stringify({ ...grant, uid: 'carol' })).toString('base64url')}`
    })
    expect((await get(forged)).status).toBe(401)
    expect((await get(path.replace(/\?.*/, ''))).status).toBe(401)
    // A token for one file opens no other.
    const other = await carol.sends('other.txt', text, { to: ['alice'] })
    expect((await get(path.replace(shared.fileId, other.fileId))).status).toBe(401)
    await alice.hears('file.received')
  })

  test('come in ranges', async () => {
    const { alice, bob } = people()
    await alice.sends('ranged.jpg', picture, { to: ['bob'] })
    const { path } = await bob.hears('file.received')
    for (const [range, from, to] of [
      ['bytes=0-9', 0, 10],
      ['bytes=1000-', 1_000, picture.length],
      ['bytes=-5', picture.length - 5, picture.length],
    ] as const) {
      const response = await get(path, { range })
      expect(response.status).toBe(206)
      expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/${picture.length}`)
      expect(picture.subarray(from, to).equals(Buffer.from(await response.arrayBuffer()))).toBe(true)
    }
    expect((await get(path, { range: `bytes=${picture.length}-` })).status).toBe(416)
    const head = await get(path, {}, 'HEAD')
    expect(head.headers.get('content-length')).toBe(String(picture.length))
  })

  test('go on where they were after the connection was cut', async () => {
    const { alice, bob } = people()
    const content = randomBytes(3 * mebibyte)
    picture.copy(content, 0, 0, 100)
    const offer = { fingerprint: 'cut', to: ['bob'] }
    const grant = await alice.offers('cut.jpg', content.length, offer)
    await uploadsCut(server, grant, content.subarray(0, 2 * mebibyte), content.length)
    const offset = await poll(
      () => offsetOf(server, grant),
      (bytes) => bytes !== 0,
    )
    expect(offset).toBeLessThanOrEqual(2 * mebibyte)
    // The page was loaded again: the same offer is the same upload.
    const again = await alice.offers('cut.jpg', content.length, offer)
    expect(again.fileId).toBe(grant.fileId)
    expect((await uploads(server, again, content.subarray(0, 10), 0)).status).toBe(409)
    expect(await uploads(server, again, content.subarray(offset), offset)).toMatchObject({ status: 204 })
    const response = await get((await bob.hears('file.received')).path)
    expect(content.equals(Buffer.from(await response.arrayBuffer()))).toBe(true)
    await alice.hears('file.shared')
  })

  test('become whole while their sender is away, and are told of once the sender looks at them again', async () => {
    const { alice, bob } = people()
    const content = randomBytes(20 * mebibyte)
    picture.copy(content, 0, 0, 100)
    const offer = { fingerprint: 'away', to: ['bob'] }
    const grant = await alice.offers('away.jpg', content.length, offer)
    async function* leavesInBetween() {
      for (let at = 0; at < content.length; at += mebibyte) {
        yield content.subarray(at, at + mebibyte)
        // More than sockets hold, so that the server is reading.
        if (at === 16 * mebibyte) await alice.request('room.leave', {})
      }
    }
    expect((await uploads(server, grant, leavesInBetween())).status).toBe(204)

    await alice.joins(place)
    const again = await alice.offers('away.jpg', content.length, offer)
    expect(again.fileId).toBe(grant.fileId)
    // Not before the answer: whom it is about is known by it.
    expect(alice.hasHeard('file.shared')).toBe(false)
    expect(await offsetOf(server, again)).toBe(content.length)
    expect((await alice.hears('file.shared')).fileId).toBe(grant.fileId)
    expect((await bob.hears('file.received')).fileId).toBe(grant.fileId)
  })

  test('take no other room and no other person in', async () => {
    const { alice, bob } = people()
    const dave = await Person.connect(server, 'dave')
    await dave.creates()
    const grant = await alice.offers('mine.txt', text.length, { fingerprint: 'mine' })
    expect((await dave.refused('file.renew', { fileId: grant.fileId })).code).toBe('FILE_NOT_FOUND')
    expect((await bob.refused('file.withdraw', { fileId: grant.fileId })).code).toBe('FILE_NOT_FOUND')
    expect((await dave.refused('file.offer', { name: 'x', sizeBytes: 1, to: ['alice'] })).code).toBe(
      'PARTICIPANT_NOT_FOUND',
    )
    const daves = await dave.offers('his.txt', text.length)
    expect((await uploads(server, { path: grant.path, token: daves.token }, text)).status).toBe(401)
    // Outside of the room the token is worth nothing.
    await dave.request('room.leave', {})
    expect((await uploads(server, daves, text)).error?.code).toBe('NOT_IN_ROOM')
    await alice.request('file.withdraw', { fileId: grant.fileId })
    expect((await uploads(server, grant, text)).error?.code).toBe('FILE_NOT_FOUND')
    dave.leaves()
  })

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['a/b/c.txt', 'c.txt'],
    ['gpj.\u202eexe', 'gpj.exe'],
    ['new\r\nX-Evil: 1', 'newX-Evil: 1'],
    ['会议记录.txt', '会议记录.txt'],
  ])('have the name %j without what leads elsewhere or deceives', async (name, clean) => {
    const { alice, bob } = people()
    const shared = await alice.sends(name, text, { to: ['bob'] })
    expect(shared.name).toBe(clean)
    const { path } = await bob.hears('file.received')
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('x-evil')).toBeNull()
  })

  test.each(['..', '/', 'a/', '\u0000'])('have no name like %j', async (name) => {
    const { alice } = people()
    const error = await alice.refused('file.offer', { name, sizeBytes: 1 })
    expect(error).toMatchObject({ code: 'PARAMETER_INVALID', field: 'name' })
  })

  test('are what their content shows: a page in a picture’s clothes is text, a program is refused at once', async () => {
    const { alice, bob } = people()
    const page = Buffer.from(`<!doctype html><script>alert(1)</script>${' '.repeat(5_000)}`)
    expect((await alice.sends('photo.jpg', page, { to: ['bob'] })).mimeType).toBe('text/plain')
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    expect((await alice.sends('photo.svg', svg, { to: ['bob'] })).mimeType).toBe('text/plain')
    const program = Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), randomBytes(20_000)])
    const grant = await alice.offers('holiday.jpg', program.length)
    const { status, error } = await uploads(server, grant, program)
    expect(status).toBe(415)
    expect(error).toMatchObject({ code: 'FILE_TYPE_REFUSED', field: 'file', data: { mimeType: 'application/x-elf' } })
    expect(error?.message).toContain('archive')
    expect(await offsetOf(server, grant)).toBe(-404)
    for (const _ of ['page', 'svg']) await bob.hears('file.received')
  })

  test('have limits that say what they are', async () => {
    const { alice, bob } = people()
    const tooLarge = await alice.refused('file.offer', { name: 'x', sizeBytes: 121 * mebibyte })
    const limitBytes = 120 * mebibyte
    expect(tooLarge).toMatchObject({ code: 'FILE_TOO_LARGE', field: 'sizeBytes', data: { limitBytes } })
    const held = await bob.offers('x', 100 * mebibyte)
    const over = await bob.refused('file.offer', { name: 'y', sizeBytes: 60 * mebibyte })
    expect(over).toMatchObject({ code: 'FILE_QUOTA_EXCEEDED', data: { of: 'user', unit: 'bytes' } })
    await bob.request('file.withdraw', { fileId: held.fileId })
    const freed = await bob.offers('y', 60 * mebibyte)
    await bob.request('file.withdraw', { fileId: freed.fileId })
  })

  test('are gone when they are withdrawn, from the disk as well', async () => {
    const { alice, bob } = people()
    const shared = await alice.sends('oops.txt', text, { to: ['bob'] })
    const { path } = await bob.hears('file.received')
    const onDisk = async () => (await readdir(join(dir, 'objects/files'))).filter((it) => it.startsWith(shared.fileId))
    expect(await onDisk()).toHaveLength(1)
    await alice.request('file.withdraw', { fileId: shared.fileId })
    expect((await get(path)).status).toBe(404)
    expect(await onDisk()).toEqual([])
  })
})

test('a file of 100 MiB is never in the memory of the server as a whole', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'mrtc-files-'))
  try {
    await using server = await ServerProcess.start(dir)
    const alice = await Person.connect(server, 'alice')
    const bob = await Person.connect(server, 'bob')
    await bob.joins(await alice.creates())
    const piece = randomBytes(mebibyte)
    picture.copy(piece, 0, 0, 64)
    const count = 100
    async function* content() {
      for (let sent = 0; sent < count; sent += 1) yield piece
    }
    const before = await server.residentBytes()
    let most = before
    const watch = setInterval(() => void server.residentBytes().then((now) => (most = Math.max(most, now))), 20)
    const grant = await alice.offers('large.jpg', count * mebibyte)
    expect((await uploads(server, grant, content())).status).toBe(204)
    const response = await fetch(server.httpUrl + (await bob.hears('file.received')).path)
    let received = 0
    for await (const chunk of response.body ?? []) received += chunk.length
    clearInterval(watch)
    expect(received).toBe(count * mebibyte)
    expect(most - before).toBeLessThan((count / 2) * mebibyte)
    for (const person of [alice, bob]) person.leaves()
  } finally {
    await rm(dir, { recursive: true })
  }
})

describe('files of a server that is started again', () => {
  test('go on where they were, and reach who comes back', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'mrtc-files-'))
    try {
      const first = await start(dir)
      const alice = await Person.connect(first, 'alice')
      const bob = await Person.connect(first, 'bob')
      const place = await alice.creates()
      await bob.joins(place)
      const content = randomBytes(2 * mebibyte)
      picture.copy(content, 0, 0, 100)
      const grant = await alice.offers('long.jpg', content.length, { fingerprint: 'long' })
      await uploadsCut(first, grant, content.subarray(0, mebibyte), content.length)
      const offset = await poll(
        () => offsetOf(first, grant),
        (bytes) => bytes !== 0,
      )
      await first.close()

      await using second = Object.assign(await start(dir), {
        [Symbol.asyncDispose]: () => second.close(),
      })
      const aliceAgain = await Person.connect(second, 'alice')
      await aliceAgain.joins(place, true)
      const again = await aliceAgain.offers('long.jpg', content.length, { fingerprint: 'long' })
      expect(again.fileId).toBe(grant.fileId)
      expect(await offsetOf(second, again)).toBe(offset)
      expect((await uploads(second, again, content.subarray(offset), offset)).status).toBe(204)
      expect((await aliceAgain.hears('file.shared')).recipients).toEqual(['bob'])
      // He was away: it was kept for him.
      const bobAgain = await Person.connect(second, 'bob')
      await bobAgain.joins(place, true)
      const { path } = await bobAgain.hears('file.received')
      const response = await fetch(second.httpUrl + path)
      expect(content.equals(Buffer.from(await response.arrayBuffer()))).toBe(true)
    } finally {
      await rm(dir, { recursive: true })
    }
  })

  test('are removed when their time was over meanwhile, or their room is no more', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'mrtc-files-'))
    const remaining = () => readdir(join(dir, 'objects/files'))
    try {
      const first = await start(dir, { ttlMs: 1_000, roomEndGraceMs: 0 })
      const alice = await Person.connect(first, 'alice')
      await alice.creates()
      const shared = await alice.sends('brief.txt', text)
      expect((await fetch(first.httpUrl + shared.path)).status).toBe(200)
      const answer = await poll(
        () => fetch(first.httpUrl + shared.path),
        ({ status }) => status !== 200,
      )
      expect([401, 404]).toContain(answer.status)
      expect(await remaining()).toHaveLength(1)
      await first.close()
      const second = await start(dir)
      expect(await remaining()).toEqual([])
      await second.close()
    } finally {
      await rm(dir, { recursive: true })
    }
  })
})
