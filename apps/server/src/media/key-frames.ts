import type { types } from 'mediasoup'

/**
 * Asks for whole pictures when a client's way to us is another than before. What was on the old way is lost, and a
 * receiver asks by itself only once it has waited for repeats in vain: up to a second or more without a picture.
 *
 * @param consumers all of the room
 */
export function refreshPicturesOnNewPath(
  transport: types.WebRtcTransport,
  consumers: ReadonlyMap<string, types.Consumer>,
): void {
  const sentHere = new Set<string>()
  const receivedHere = new Set<string>()
  transport.observer.on('newproducer', ({ id }) => sentHere.add(id))
  transport.observer.on('newconsumer', ({ id }) => receivedHere.add(id))
  transport.on('iceselectedtuplechange', () => {
    for (const consumer of consumers.values()) {
      const isConcerned = receivedHere.has(consumer.id) || sentHere.has(consumer.producerId)
      if (consumer.kind !== 'video' || consumer.paused || !isConcerned) continue
      // It may end meanwhile.
      consumer.requestKeyFrame().catch(() => {})
    }
  })
}
