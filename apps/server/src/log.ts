import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Config } from './config/index.ts'

/** Whoever reads the log must not be able to act as a client. */
const secretKeys = [
  'sign',
  'resumeToken',
  'rtoken',
  'privateKey',
  'privateKeySealed',
  'token',
  'authorization',
  'password',
  'passwordHash',
  'secret',
  'secretSealed',
  'cookie',
  'csrfToken',
  'databaseUrl',
]
/** Bare, and inside the objects that are logged. */
const secretPaths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`])

/** The log of this process: for people on a terminal, JSON lines elsewhere. */
export function createLog({ level, format }: Config['log']): Logger {
  const options = { level, redact: { paths: secretPaths, censor: '[secret]' } }
  const isPretty = format === 'pretty' || (format === 'auto' && process.stdout.isTTY)
  if (!isPretty) return pino(options)
  // In this thread and at once, so that the last lines before an exit are not lost.
  return pino(options, pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l' }))
}
