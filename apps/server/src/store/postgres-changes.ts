import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import type { Logger } from 'pino'
import { ChangeListeners, type Changes, type ChangeTopic } from './changes.ts'

const channel = 'mrtc_changes'
const reconnectDelayMs = 500
const connectTimeoutMs = 5_000

/**
 * Word of changes over LISTEN and NOTIFY: it reaches every server on the database within milliseconds. While the
 * connection is away word is lost; when it is back everything may have changed.
 */
export async function changesOverPostgres(url: string, log: Logger): Promise<Changes> {
  const listeners = new ChangeListeners()
  const self = randomUUID()
  let client: Client | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false

  async function connect(): Promise<void> {
    const next = new Client({
      connectionString: url,
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      application_name: 'mrtc-changes',
    })
    const lost = (error?: Error) => {
      if (client !== next) return
      client = undefined
      if (isClosed) return
      log.warn({ err: error }, 'word of changes is cut off: connecting again')
      reconnect()
    }
    next.on('error', lost).on('end', () => lost())
    next.on('notification', ({ payload }) => heard(payload))
    await next.connect()
    await next.query(`listen ${channel}`)
    if (isClosed) await next.end()
    else client = next
  }

  function reconnect(): void {
    retry = setTimeout(() => {
      connect().then(
        () => listeners.tellAll(),
        (error: unknown) => {
          log.warn({ err: error }, 'the database does not answer: connecting again')
          if (!isClosed) reconnect()
        },
      )
    }, reconnectDelayMs)
  }

  function heard(payload: string | undefined): void {
    const [from, topic, subject] = (payload ?? '').split('/', 3)
    if (from === self || topic === undefined || subject === undefined) return
    listeners.tell(topic as ChangeTopic, subject)
  }

  await connect()
  return {
    async tell(topic, subject) {
      // Those here know at once, also while the connection is away.
      listeners.tell(topic, subject)
      await client
        ?.query('select pg_notify($1, $2)', [channel, `${self}/${topic}/${subject}`])
        .catch((error: unknown) => {
          log.warn({ err: error, topic }, 'other servers hear of a change late')
        })
    },
    listen: (topic, listener) => listeners.add(topic, listener),
    async close() {
      isClosed = true
      clearTimeout(retry)
      const open = client
      client = undefined
      await open?.end()
    },
  }
}
