/** Requests to a child process over its IPC channel. */
import type { ChildProcess } from 'node:child_process'

interface Request {
  readonly id: number
  readonly method: string
  readonly argument: unknown
}
type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string }

/** What a child does for its parent: methods with one argument. */
export type Methods = { readonly [name: string]: (argument: never) => unknown }

const defaultTimeoutMs = 15_000

/** The parent's side. */
export class RpcClient<M extends Methods> {
  readonly #child: ChildProcess
  readonly #name: string
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  #next = 1

  constructor(name: string, child: ChildProcess) {
    this.#name = name
    this.#child = child
    child.on('message', (message) => this.#settle(message as Answer))
    child.once('exit', (code, signal) => this.#fail(new Error(`${name} ended (${signal ?? `code ${code}`})`)))
    child.once('error', (error) => this.#fail(error))
  }

  call<Name extends keyof M & string>(
    method: Name,
    argument: Parameters<M[Name]>[0],
    timeoutMs = defaultTimeoutMs,
  ): Promise<Awaited<ReturnType<M[Name]>>> {
    const id = this.#next++
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => settle(() => reject(new Error(`${this.#name} did not answer ${method} within ${timeoutMs} ms`))),
        timeoutMs,
      )
      const settle = (how: () => void) => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        how()
      }
      this.#waiting.set(id, {
        resolve: (value) => settle(() => resolve(value as Awaited<ReturnType<M[Name]>>)),
        reject: (error) => settle(() => reject(error)),
      })
      if (!this.#child.connected) settle(() => reject(new Error(`${this.#name} has ended`)))
      else this.#child.send({ id, method, argument } satisfies Request, (error) => error && settle(() => reject(error)))
    })
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id)
    if ('error' in answer) waiting?.reject(new Error(`${this.#name}: ${answer.error}`))
    else waiting?.resolve(answer.value)
  }

  #fail(error: Error): void {
    for (const waiting of [...this.#waiting.values()]) waiting.reject(error)
  }
}

/** The child's side. It ends when the parent is gone. */
export function serveRpc(methods: Methods): void {
  const answer = async ({ id, method, argument }: Request): Promise<Answer> => {
    try {
      const handler = methods[method]
      if (!handler) throw new Error(`there is no ${method}`)
      return { id, value: await handler(argument as never) }
    } catch (error) {
      return { id, error: error instanceof Error ? error.message : String(error) }
    }
  }
  process.on('message', (message) => {
    void answer(message as Request).then((result) => process.connected && process.send?.(result))
  })
  process.once('disconnect', () => process.exit())
}
