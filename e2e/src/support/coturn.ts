/** Debian's coturn on loopback, for one test: ended with it, nothing of it stays. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from './wait.ts'

export interface Coturn extends AsyncDisposable {
  /** `turn:127.0.0.1:port?transport=udp`. */
  readonly url: string
  /** Shared with the platform that makes the credentials. */
  readonly secret: string
  /** As the secret's owner makes them, for an hour. */
  credentials(user: string): { readonly username: string; readonly credential: string }
}

const program = 'turnserver'
const loopback = '127.0.0.1'
const endLimitMs = 5_000
const msPerSecond = 1_000
const validForS = 3_600
/** A user of its own, beside those of the secret, would be another way in: there is none. */
const realm = 'mrtc.test'

/** @throws Error with one line that says how to get it */
export async function startCoturn(): Promise<Coturn> {
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'mrtc-coturn-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const port = await freeUdpPort()
  const secret = 'a-secret-of-the-test'
  const child = spawn(
    program,
    [
      '-n',
      `--listening-ip=${loopback}`,
      `--relay-ip=${loopback}`,
      `--listening-port=${port}`,
      '--allow-loopback-peers',
      '--no-tls',
      '--no-dtls',
      '--no-cli',
      '--use-auth-secret',
      `--static-auth-secret=${secret}`,
      `--realm=${realm}`,
      '--fingerprint',
      '--relay-threads=1',
      '--log-file=stdout',
      '--simple-log',
      `--pidfile=${join(folder, 'pid')}`,
      `--userdb=${join(folder, 'users')}`,
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  stack.defer(() => end(child))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  let failure: Error | undefined
  child.once('error', (cause) => {
    failure = new Error('No coturn: install Debian\'s "coturn" package (apt-get install coturn).', { cause })
  })
  await waitFor(
    () => {
      if (failure) throw failure
      if (child.exitCode !== null) throw new Error(`coturn ended with ${child.exitCode}: ${said}`)
      return answersBinding(port)
    },
    { what: 'coturn to answer' },
  )
  const ending = stack.move()
  return {
    url: `turn:${loopback}:${port}?transport=udp`,
    secret,
    credentials: (user) => {
      const username = `${Math.floor(Date.now() / msPerSecond) + validForS}:${user}`
      return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
    },
    [Symbol.asyncDispose]: () => ending.disposeAsync(),
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), endLimitMs)
  await ended
  clearTimeout(timer)
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, loopback)
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}

/** An empty binding request (RFC 8489, 14): who answers is up. */
function answersBinding(port: number): Promise<boolean> {
  const bindingRequest = Buffer.from('000100002112a442000102030405060708090a0b', 'hex')
  const socket = createSocket('udp4')
  return new Promise((resolve) => {
    const finish = (answered: boolean) => {
      clearTimeout(timer)
      socket.close()
      resolve(answered)
    }
    const timer = setTimeout(() => finish(false), 200)
    socket.once('message', () => finish(true))
    socket.once('error', () => finish(false))
    socket.send(bindingRequest, port, loopback)
  })
}
