/** The proxy as a program of its own, so that clients can be paused while the network goes on. Ends with its parent. */
import { ChaosProxy } from './proxy.ts'

const [targetPort, seed] = process.argv.slice(2).map(Number)
if (targetPort === undefined || seed === undefined) throw new Error('give the port to connect to and a seed')
const proxy = await ChaosProxy.start({ targetPort, seed })
process.on('message', (message) => {
  if (message === 'calm') proxy.calm()
  process.send?.({ counts: proxy.counts })
})
process.once('disconnect', () => process.exit())
process.send?.({ port: proxy.port })
