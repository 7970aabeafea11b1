/**
 * The packets of a track as they came, in this process. Nothing is decoded and nothing repaired: late and repeated
 * packets come late and repeated.
 */
import type { types } from 'mediasoup'
import type { PacketListener, PacketTap } from './contract.ts'
import { outsideMimeType } from './red.ts'

/** Seconds from 1900, where NTP begins, to 1970. */
const ntpToUnixSeconds = 2_208_988_800
const fractionsPerSecond = 2 ** 32
const msPerSecond = 1_000

/** Ends with the track. @throws what mediasoup does when the track or its worker is gone */
export async function tapProducer(
  router: types.Router,
  producer: types.Producer,
  listener: PacketListener,
): Promise<PacketTap> {
  const transport = await router.createDirectTransport()
  try {
    const consumer = await transport.consume({
      producerId: producer.id,
      rtpCapabilities: router.rtpCapabilities,
      paused: true,
    })
    const [codec] = consumer.rtpParameters.codecs
    if (!codec) throw new Error('a track without a codec')
    const { payloadType, clockRate } = codec
    consumer.on('rtp', (packet) => listener.packet(packet))
    // The timestamps of layers are made one sequence by the worker, apart from what their sender reports.
    if (consumer.type === 'simple') await reportTo(producer, consumer, listener)
    producer.observer.once('close', () => transport.close())
    consumer.observer.once('close', () => {
      transport.close()
      listener.ended()
    })
    if (producer.closed) throw new Error('the track ended')
    await consumer.resume()
    return {
      mimeType: outsideMimeType(codec.mimeType),
      payloadType,
      clockRate,
      requestKeyFrame: () => {
        if (consumer.kind === 'video' && !consumer.closed) consumer.requestKeyFrame().catch(() => undefined)
      },
      close: () => transport.close(),
    }
  } catch (error) {
    transport.close()
    throw error
  }
}

/** Tells the clock mappings that the sender reports (RFC 3550, 6.4.1). */
async function reportTo(producer: types.Producer, consumer: types.Consumer, listener: PacketListener): Promise<void> {
  const onTrace = ({ type, info }: types.ProducerTraceEventData) => {
    if (type !== 'sr') return
    const { ntpSec, ntpFrac, rtpTs } = info as { ntpSec: number; ntpFrac: number; rtpTs: number }
    const ntpMs = (ntpSec - ntpToUnixSeconds + ntpFrac / fractionsPerSecond) * msPerSecond
    listener.senderReport({ ntpMs, rtpTimestamp: rtpTs })
  }
  producer.on('trace', onTrace)
  consumer.observer.once('close', () => producer.off('trace', onTrace))
  await producer.enableTraceEvent(['sr'])
}
