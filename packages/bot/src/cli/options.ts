import { parseArgs } from 'node:util'
import type { VideoFormat } from '../source/index.ts'

export const usage = `npm run bot -- --create | --room ID --token TOKEN [options]

Joins a room as a participant without a person, publishes a test signal or files, and prints every second what it
receives. Ctrl-C leaves.

Where
  --url URL         the server (http://localhost:8080)
  --create          create a room and print how others join it
  --room ID         join this room ...
  --token TOKEN     ... with its token

Who
  --uid UID         letters, digits and underscore (bot_ and a random number)
  --name NAME       a name for people to read
  Without one of these the server's demo app signs (POST /demo/sign):
  --key FILE        the call app's private key, PEM or Base64 of PKCS#8, to sign with
  --sign SIGN       a ready signature for this uid
  With them, which call app:
  --biz-name NAME   --app-id ID   --workspace-id ID (default)

What it publishes
  --file FILE       sound and picture: MP4, WAV, Y4M, .h264, .pcm, .yuv (a generated test signal)
  --audio FILE      sound from another file than the picture
  --loop            begin again at the end of the file
  --size WxH        of the test picture and of .yuv files (640x360)
  --fps N           of the test picture and of .yuv files (15)
  --kbps N          most that the picture takes (600)
  --stereo          48 kHz stereo instead of 16 kHz mono
  --tone HERTZ      pitch of the test sound (220)
  --no-publish      publish nothing

How long and how much it says
  --no-subscribe    receive nothing
  --seconds N       leave after so many seconds
  --json            a line of JSON a second instead of text
  --verbose         log what the client does
  --help            this text`

export interface BotOptions {
  readonly url: string
  readonly room: { readonly roomId: string; readonly rtoken: string } | undefined
  readonly uid: string
  readonly name: string | undefined
  readonly signing: Signing
  readonly publish: boolean
  readonly file: string | undefined
  readonly audioFile: string | undefined
  readonly loop: boolean
  readonly video: VideoFormat
  readonly bitrateMaxBps: number
  readonly stereo: boolean
  readonly toneHertz: number
  readonly subscribe: boolean
  readonly seconds: number | undefined
  readonly json: boolean
  readonly verbose: boolean
}

interface CallApp {
  readonly bizName: string
  readonly appId: string
  readonly workspaceId: string
}

export type Signing =
  | { readonly by: 'demo' }
  | { readonly by: 'key'; readonly file: string; readonly app: CallApp }
  | { readonly by: 'signature'; readonly sign: string; readonly app: CallApp }

/** A mistake on the command line; its message is the whole story. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const randomUidRange = 1_000_000

/**
 * @returns null when help was asked for
 * @throws UsageError
 */
export function parseBotOptions(args: readonly string[]): BotOptions | null {
  const values = parse(args)
  if (values.help) return null
  const { room, token, create } = values
  if (create && room !== undefined) throw new UsageError('give --create or --room, not both')
  if (!create && room === undefined) throw new UsageError('give --create for a new room, or --room and --token')
  if (room !== undefined && token === undefined) throw new UsageError('--room needs --token, the token of that room')
  if (!/^(https?|wss?):\/\//.test(values.url) || !URL.canParse(values.url)) {
    throw new UsageError(`--url ${values.url}: give an address like http://localhost:8080`)
  }
  if (values['no-publish'] && (values.file ?? values.audio) !== undefined) {
    throw new UsageError('--no-publish and a file exclude each other')
  }
  return {
    url: values.url,
    room: room === undefined || token === undefined ? undefined : { roomId: room, rtoken: token },
    uid: values.uid ?? `bot_${Math.floor(Math.random() * randomUidRange)}`,
    name: values.name,
    signing: signing(values),
    publish: !values['no-publish'],
    file: values.file,
    audioFile: values.audio,
    loop: values.loop,
    video: { ...size(values.size), framesPerSecond: number('fps', values.fps, 1, 60) },
    bitrateMaxBps: number('kbps', values.kbps, 50, 20_000) * 1000,
    stereo: values.stereo,
    toneHertz: number('tone', values.tone, 50, 2_000),
    subscribe: !values['no-subscribe'],
    seconds: values.seconds === undefined ? undefined : number('seconds', values.seconds, 1, 86_400),
    json: values.json,
    verbose: values.verbose,
  }
}

function signing(values: ReturnType<typeof parse>): Signing {
  const { key, sign } = values
  if (key !== undefined && sign !== undefined) throw new UsageError('give --key or --sign, not both')
  if (key === undefined && sign === undefined) {
    if ((values['biz-name'] ?? values['app-id']) === undefined) return { by: 'demo' }
    throw new UsageError('--biz-name and --app-id need --key or --sign')
  }
  const [bizName, appId] = [values['biz-name'], values['app-id']]
  if (bizName === undefined || appId === undefined)
    throw new UsageError('--key and --sign need --biz-name and --app-id')
  const app = { bizName, appId, workspaceId: values['workspace-id'] }
  if (key !== undefined) return { by: 'key', file: key, app }
  return { by: 'signature', sign: sign ?? '', app }
}

function number(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!(value >= min && value <= max)) throw new UsageError(`--${name} ${text}: give a number from ${min} to ${max}`)
  return value
}

function size(text: string): { width: number; height: number } {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(text) ?? []
  const parsed = { width: Number(width), height: Number(height) }
  const isEven = (value: number) => value >= 32 && value <= 4096 && value % 2 === 0
  if (!isEven(parsed.width) || !isEven(parsed.height)) {
    throw new UsageError(`--size ${text}: give two even numbers from 32 to 4096, like 640x360`)
  }
  return parsed
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: { type: 'string', default: 'http://localhost:8080' },
        create: { type: 'boolean', default: false },
        room: { type: 'string' },
        token: { type: 'string' },
        uid: { type: 'string' },
        name: { type: 'string' },
        key: { type: 'string' },
        sign: { type: 'string' },
        'biz-name': { type: 'string' },
        'app-id': { type: 'string' },
        'workspace-id': { type: 'string', default: 'default' },
        file: { type: 'string' },
        audio: { type: 'string' },
        loop: { type: 'boolean', default: false },
        size: { type: 'string', default: '640x360' },
        fps: { type: 'string', default: '15' },
        kbps: { type: 'string', default: '600' },
        stereo: { type: 'boolean', default: false },
        tone: { type: 'string', default: '220' },
        'no-publish': { type: 'boolean', default: false },
        'no-subscribe': { type: 'boolean', default: false },
        seconds: { type: 'string' },
        json: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
