/** What a browser would send, for tests that need no browser. */
import type { TrackKind } from '@mrtc/protocol'
import pino from 'pino'
import { type MediaConfig, mediaConfigSchema } from './config.ts'
import type { DtlsParameters, RtpCapabilities, RtpParameters } from './contract.ts'

export function testMediaConfig(overrides: Partial<MediaConfig> = {}): MediaConfig {
  return { ...mediaConfigSchema.parse({ workerCount: 1, workerLogLevel: 'none' }), ...overrides }
}

export const silentLog = pino({ level: 'silent' })

let nextSsrc = 1_000

/** Of a track of Opus or VP8, with an SSRC of its own. */
export function rtpParametersOf(kind: TrackKind): RtpParameters {
  const codec =
    kind === 'audio'
      ? { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2, rtcpFeedback: [{ type: 'nack' }] }
      : {
          mimeType: 'video/VP8',
          payloadType: 96,
          clockRate: 90_000,
          rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
        }
  nextSsrc += 1
  return { codecs: [codec], encodings: [{ ssrc: nextSsrc }], rtcp: { cname: 'test' } }
}

export function withoutCodec(capabilities: RtpCapabilities, mimeType: string): RtpCapabilities {
  return { ...capabilities, codecs: (capabilities.codecs ?? []).filter((codec) => codec.mimeType !== mimeType) }
}

/** A certificate's fingerprint that nobody has. */
export const dtlsParameters: DtlsParameters = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }],
}

/** Asks again until it holds. Only for what another process does in its own time. */
export async function eventually(holds: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const deadline = performance.now() + limitMs
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`did not come true within ${limitMs} ms: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
