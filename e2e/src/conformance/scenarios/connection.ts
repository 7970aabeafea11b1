import { createServer, type Socket } from 'node:net'
import { connectConfig } from '../../web-sdk/sdk-page.ts'
import type { Scenario } from '../stage.ts'
import { isToldCode, refuses } from './expect.ts'

/** A server that takes connections and says nothing. */
async function silentServer(): Promise<AsyncDisposable & { readonly url: string }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the silent server has no port')
  return {
    url: `ws://127.0.0.1:${address.port}/ws`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export const connectsAndDisconnects: Scenario = async (scene) => {
  const page = await scene.person()
  await page.succeeds('Disconnect')
  await page.isTold('OnConnectClose')
}

export const isRefused: Scenario = async (scene) => {
  const page = await scene.page()
  const identity = await scene.platform.identity('forger')
  await refuses(page.call('Connect', { ...connectConfig(scene.platform.wsUrl, identity), sign: 'forged' }), -102)
}

export const isNotAnswered: Scenario = async (scene) => {
  const page = await scene.page()
  const silent = scene.use(await silentServer())
  await refuses(page.call('Connect', connectConfig(silent.url, await scene.platform.identity('patient'))), -101)
}

export const losesTheServer: Scenario = async (scene) => {
  const platform = await scene.ownPlatform({ signaling: { sessionTtlMs: 3_000 } })
  const page = await scene.person(platform)
  await page.createsRoom({ auto_publish_subscribe: 4 })
  await platform.server.close()
  await page.isTold('OnConnectClose')
  await isToldCode(page, 'OnConnectFailed', 30001)
}
