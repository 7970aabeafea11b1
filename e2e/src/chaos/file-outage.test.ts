import { randomBytes } from 'node:crypto'
import { CallClient, type ReceivedFile, type Room } from '@mrtc/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { waitFor } from '../support/wait.ts'
import { OutageProxy } from './outage-proxy.ts'

const mebibyte = 1024 * 1024
/** A JPEG as far as anybody can tell from its beginning. */
function picture(sizeBytes: number): Buffer<ArrayBuffer> {
  const content = Buffer.from(randomBytes(sizeBytes))
  Buffer.from('ffd8ffe000104a46494600', 'hex').copy(content)
  return content
}

describe('files on a network that fails', () => {
  let platform: TestPlatform
  let proxy: OutageProxy
  const clients: CallClient[] = []
  beforeAll(async () => {
    platform = await startPlatform({ media: { workerCount: 1 } })
    proxy = await OutageProxy.start(Number(new URL(platform.httpUrl).port))
  })
  afterAll(async () => {
    for (const client of clients) await client.close()
    await proxy[Symbol.asyncDispose]()
    await platform[Symbol.asyncDispose]()
  })

  async function joins(uid: string, url: string, address?: Room): Promise<Room> {
    const client = new CallClient({ ...(await platform.identity(uid)), url, platform: { name: 'test', version: '1' } })
    clients.push(client)
    await client.connect()
    return address
      ? client.joinRoom({ roomId: address.roomId, rtoken: address.rtoken })
      : client.createRoom({ displayName: uid })
  }

  it('arrive whole after an outage, a pause and more, and are told once', { timeout: 120_000 }, async () => {
    const bob = await joins('bob', platform.wsUrl)
    const alice = await joins('alice', proxy.url, bob)
    const received: ReceivedFile[] = []
    bob.on('fileReceived', (file) => received.push(file))
    const delivered: string[] = []
    alice.on('fileDelivered', ({ uid }) => delivered.push(uid))

    const content = picture(20 * mebibyte)
    const states: string[] = []
    const progress: number[] = []
    const file = new File([content], 'holiday.jpg', { lastModified: 1 })
    const upload = alice.sendFile(file, {
      onProgress: ({ sentBytes }) => {
        // With the first bytes: all of it may be there before anybody who waits for them looks.
        if (sentBytes > 0 && progress.every((bytes) => bytes === 0)) {
          proxy.goAway()
          upload.pause()
        }
        progress.push(sentBytes)
      },
    })
    upload.on('stateChanged', ({ state }) => states.push(state))
    await waitFor(() => upload.state.state === 'paused', { what: 'the first bytes to leave' })
    setTimeout(() => proxy.comeBack(), 2_000)
    upload.resume()

    const sent = await upload.finished
    expect(sent).toMatchObject({ name: 'holiday.jpg', mimeType: 'image/jpeg', recipients: ['bob'] })
    await waitFor(() => delivered.length === 1, { what: 'bob to acknowledge' })
    expect(received).toHaveLength(1)
    const response = await fetch(received[0]?.url ?? '')
    expect(content.equals(Buffer.from(await response.arrayBuffer()))).toBe(true)
    expect(progress.at(-1)).toBe(content.length)
    expect(states.at(-1)).toBe('shared')
    await alice.withdrawFile(sent.fileId)
    expect((await fetch(received[0]?.url ?? '')).status).toBe(404)
  })

  it('go on where they were when they are sent anew by one who was away', { timeout: 120_000 }, async () => {
    const eve = await joins('eve', platform.wsUrl)
    const carol = await joins('carol', platform.wsUrl, eve)
    const file = new File([picture(32 * mebibyte)], 'again.jpg', { lastModified: 2 })
    const part = 8 * mebibyte
    const first = carol.sendFile(file, {
      onProgress: ({ sentBytes }) => sentBytes > part && first.pause(),
    })
    await waitFor(() => first.state.state === 'paused', { what: 'a first part' })
    await carol.leave()
    await expect(first.finished).rejects.toMatchObject({ code: 'NOT_IN_ROOM' })

    const again = await clients.at(-1)?.joinRoom({ roomId: eve.roomId, rtoken: eve.rtoken })
    const progress: number[] = []
    const second = again?.sendFile(file, { onProgress: ({ sentBytes }) => progress.push(sentBytes) })
    expect(await second?.finished).toMatchObject({ recipients: ['eve'] })
    expect(second?.fileId).toBe(first.fileId)
    expect(progress[0]).toBeGreaterThanOrEqual(part)
  })

  it('tell what is wrong with them, and end when they are cancelled', { timeout: 120_000 }, async () => {
    const dave = await joins('dave', platform.wsUrl)
    const program = new File([Buffer.from('7f454c4602010100', 'hex'), randomBytes(9_000)], 'holiday.jpg')
    await expect(dave.sendFile(program).finished).rejects.toMatchObject({ code: 'FILE_TYPE_REFUSED' })
    await expect(dave.sendFile(new Blob([]), { name: 'empty' }).finished).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
      field: 'sizeBytes',
    })
    const upload = dave.sendFile(new Blob([picture(30 * mebibyte)]), {
      name: 'long.jpg',
      onProgress: ({ sentBytes }) => sentBytes > 0 && upload.cancel(),
    })
    await expect(upload.finished).rejects.toMatchObject({ code: 'REQUEST_ABORTED' })
    const { fileId = '' } = upload
    const isGone = async () => (await dave.withdrawFile(fileId).catch(() => 'gone')) === 'gone'
    expect(await isGone()).toBe(true)
    const aborted = dave.sendFile(new Blob([picture(10)]), { signal: AbortSignal.abort() })
    await expect(aborted.finished).rejects.toMatchObject({ code: 'REQUEST_ABORTED' })
  })
})
