import { serveRpc } from '../rpc.ts'

const methods = {
  echo: (value: number) => value,
  fail: (): never => {
    throw new Error('told to')
  },
  hang: () => new Promise<never>(() => {}),
  die: (): never => process.exit(3),
}
export type EchoMethods = typeof methods
serveRpc(methods)
