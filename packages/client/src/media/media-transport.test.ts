import { MrtcError, type RepairStrength, type RequestParams } from '@mrtc/protocol'
import { testFakeParameters } from 'mediasoup-client'
import { expect, it } from 'vitest'
import { silentLogger } from '../logger.ts'
import type { RequestFunction } from '../session/index.ts'
import { fakeDevice } from '../testing/fake-device.ts'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { MediaTransport } from './media-transport.ts'
import { mediaConnectTimeoutMs } from './transport-recovery.ts'

/** @param refusals how many requests for another strength of repair are refused first */
async function transportOf({ refusals = 0 } = {}) {
  const asked: RepairStrength[] = []
  const device = fakeDevice().create()
  await device.load({ routerRtpCapabilities: testFakeParameters.generateRouterRtpCapabilities() })
  const request = (async (name: string, params: unknown) => {
    if (name === 'transport.create') {
      return { transportId: 't', iceServers: [], ...testFakeParameters.generateTransportRemoteParameters() }
    }
    if (name !== 'transport.setRepair') return {}
    asked.push((params as RequestParams<'transport.setRepair'>).repair)
    if (asked.length <= refusals) throw new MrtcError('REQUEST_TIMEOUT')
    return {}
  }) as RequestFunction
  const clock = new VirtualClock()
  const context = {
    request,
    device: async () => device,
    red: undefined,
    ice: { iceServers: undefined, iceTransportPolicy: 'all' as const },
    repairs: true,
    clock,
    log: silentLogger,
  }
  const listener = { stateChanged: () => undefined, lost: () => undefined }
  return { asked, clock, transport: await MediaTransport.create(context, 'recv', listener) }
}

it('asks for another strength of repair once', async () => {
  const { asked, transport } = await transportOf()
  for (const repair of ['usual', 'strong', 'strong', 'usual', 'usual'] as const) await transport.setRepair(repair)
  expect(asked).toEqual(['strong', 'usual'])
  transport.close()
})

it('asks again when it could not be asked', async () => {
  const { asked, transport } = await transportOf({ refusals: 1 })
  for (const repair of ['strong', 'strong', 'strong'] as const) await transport.setRepair(repair)
  expect(asked).toEqual(['strong', 'strong'])
  transport.close()
})

it('times out although the browser never begins to connect, as without a candidate of its own', async () => {
  const { clock, transport } = await transportOf()
  const { dtlsParameters } = testFakeParameters.generateTransportRemoteParameters()
  await new Promise<void>((done, failed) => transport.transport.emit('connect', { dtlsParameters }, done, failed))
  const failure = transport.connected().catch((error: unknown) => error)
  await clock.advance(mediaConnectTimeoutMs)
  expect(await failure).toMatchObject({ code: 'MEDIA_TIMEOUT' })
  expect(transport.closed).toBe(true)
})
