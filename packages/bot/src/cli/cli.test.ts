import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { verify } from '@mrtc/protocol/signature'
import { type RunningServer, startServer } from '@mrtc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveIdentity } from './identity.ts'
import { parseBotOptions, UsageError } from './options.ts'
import { statusLine } from './status.ts'

describe('the options', () => {
  it('have defaults for everything but the room', () => {
    expect(parseBotOptions(['--create'])).toMatchObject({
      url: 'http://localhost:8080',
      room: undefined,
      signing: { by: 'demo' },
      publish: true,
      subscribe: true,
      video: { width: 640, height: 360, framesPerSecond: 15 },
      bitrateMaxBps: 600_000,
      seconds: undefined,
    })
    expect(parseBotOptions(['--room', 'r', '--token', 't'])).toMatchObject({ room: { roomId: 'r', rtoken: 't' } })
    expect(parseBotOptions(['--help'])).toBeNull()
  })

  it.each([
    ['no room', []],
    ['a room without its token', ['--room', 'r']],
    ['two rooms', ['--create', '--room', 'r', '--token', 't']],
    ['an unknown option', ['--create', '--colour', 'red']],
    ['an odd size', ['--create', '--size', '641x360']],
    ['a word for a number', ['--create', '--seconds', 'soon']],
    ['no address', ['--create', '--url', 'here']],
    ['a key without an app', ['--create', '--key', 'key.pem']],
    ['an app without a key', ['--create', '--app-id', 'a']],
    ['a file that is not to be published', ['--create', '--no-publish', '--file', 'a.mp4']],
  ])('refuse %s', (_name, args) => {
    expect(() => parseBotOptions(args)).toThrow(UsageError)
  })
})

describe('the status line', () => {
  it('says what is received of whom', () => {
    const line = statusLine(12.3, [
      {
        feedId: 'f',
        uid: 'alice',
        kbps: 512.4,
        firstFrameMs: 321,
        video: {
          codec: 'VP8',
          frames: 100,
          framesPerSecond: 14.96,
          keyFrames: 1,
          width: 640,
          height: 360,
          decodeErrors: 0,
          keyFrameRequests: 1,
          packetsLost: 3,
          bytesReceived: 1,
          kbps: 500,
          freezes: 0,
        },
        audio: {
          samples: 1,
          rms: 0.1,
          packets: 1,
          packetsRepaired: 0,
          packetsLost: 0,
          concealedSamples: 0,
          decodeErrors: 0,
          totalEnergy: 1,
          bytesReceived: 1,
          kbps: 12,
        },
      },
    ])
    expect(line).toBe(
      '  12 s  alice, VP8 640x360 15.0 fps, 3 video packets lost, sound -20 dBov, 512 kbit/s, first after 321 ms',
    )
    expect(statusLine(1, [])).toBe('   1 s  receives nothing')
  })
})

describe('the program', () => {
  let server: RunningServer
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mrtc-bot-'))
    server = await startServer({ http: { port: 0 }, data: { ephemeral: true }, log: { level: 'warn' } })
  }, 60_000)

  afterAll(async () => {
    await server.close()
    await rm(folder, { recursive: true })
  })

  function run(...args: string[]) {
    const program = join(import.meta.dirname, '..', 'cli.ts')
    const child = spawn(process.execPath, [program, ...args], { timeout: 40_000 })
    const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    return { child, ended: ended.then(([out, err, [code]]) => ({ out, err, code: code as number })) }
  }

  it('signs with a key of its own', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const file = join(folder, 'key.pem')
    await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const app = { bizName: 'demo', appId: 'default', workspaceId: 'default' }
    const identity = await resolveIdentity('bot', { by: 'key', file, app }, server.httpUrl)
    const signed = typeof identity.sign === 'string' ? identity.sign : await identity.sign()
    expect(
      verify(signed, { publicKey, identity: { ...app, uid: 'bot' }, nowMs: Date.now() }).expireTime,
    ).toBeGreaterThan(Date.now())
    await expect(resolveIdentity('bot', { by: 'key', file: `${file}x`, app }, server.httpUrl)).rejects.toThrow(
      /cannot be read/,
    )
  })

  it('makes a call with another, says what it receives, and leaves when told to', async () => {
    const alice = run('--create', '--uid', 'alice', '--url', server.httpUrl, '--json')
    let told = ''
    const address = await new Promise<string[]>((resolve) => {
      alice.child.stderr.on('data', (part: Buffer) => {
        told += part.toString()
        const [, room, token] = /--room (\S+) --token (\S+)/.exec(told) ?? []
        if (room !== undefined && token !== undefined) resolve(['--room', room, '--token', token])
      })
    })
    const bob = await run(...address, '--uid', 'bob', '--url', server.wsUrl, '--seconds', '6', '--size', '320x180')
      .ended
    expect(bob.code).toBe(0)
    expect(bob.out).toMatch(/alice, H264 640x360 \d+\.\d fps, sound -\d+ dBov/)
    expect(bob.out).toContain('left the room')
    alice.child.kill('SIGINT')
    const { code, out } = await alice.ended
    expect(code).toBe(0)
    const frames = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { reports: { uid: string; video?: { frames: number } }[] })
      .map(({ reports }) => reports.find(({ uid }) => uid === 'bob')?.video?.frames ?? 0)
    expect(Math.max(...frames)).toBeGreaterThan(15)
  }, 60_000)

  it('says in one line what is wrong', async () => {
    const wrong = await Promise.all([
      run().ended,
      run('--room', 'none', '--token', '1', '--url', server.httpUrl).ended,
      run('--create', '--url', 'http://127.0.0.1:9').ended,
      run('--create', '--url', server.httpUrl, '--file', join(folder, 'missing.mp4')).ended,
    ])
    expect(wrong.map(({ code }) => code)).toEqual([2, 1, 1, 1])
    expect(wrong.map(({ err }) => err.split('\n')[0])).toEqual([
      expect.stringMatching(/--create/),
      expect.stringMatching(/ROOM_NOT_FOUND/),
      expect.stringMatching(/No server answers at http:\/\/127\.0\.0\.1:9/),
      expect.stringMatching(/missing\.mp4 cannot be read/),
    ])
  }, 60_000)
})
