import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { OutageProxy } from '../chaos/outage-proxy.ts'
import { launchChromium } from '../support/chromium.ts'
import { startPlatform } from '../support/platform.ts'
import { buildSdk } from './built-sdk.ts'
import { publishOnly } from './configs.ts'
import { SdkPage } from './sdk-page.ts'
import { startSdkServer } from './sdk-server.ts'

it("an outage is no news to the guide's callbacks while the session lives, and a clean end in their order after it", async () => {
  await using stack = new AsyncDisposableStack()
  const sdk = stack.use(await buildSdk())
  const { url } = stack.use(await startSdkServer(sdk.folder))
  const browser = stack.adopt(await launchChromium(), (opened) => opened.close())
  const platform = stack.use(await startPlatform({ signaling: { sessionTtlMs: 4_000, heartbeatMs: 500 } }))
  const proxy = stack.use(await OutageProxy.start(Number(new URL(platform.httpUrl).port)))
  const alice = await SdkPage.open(browser, url)
  await alice.connects(proxy.url, await platform.identity('alice'))
  await alice.createsRoom(publishOnly)
  const [sid] = await alice.isTold('OnPublishSucc')
  await alice.forget()

  proxy.goAway()
  await delay(2_000)
  proxy.comeBack()
  await alice.succeeds('SendTextMsg', 'still here')
  expect((await alice.called()).map(([name]) => name)).toEqual(['OnSendTextMsgSucc'])
  await alice.forget()

  proxy.goAway()
  await alice.isTold('OnConnectClose', { timeoutMs: 60_000 })
  expect(await alice.called()).toEqual([
    ['OnMediaClose', 5005, sid],
    ['OnLeaveRoom', 2],
    ['OnConnectFailed', 30001, expect.any(String)],
    ['OnConnectClose'],
  ])
})
