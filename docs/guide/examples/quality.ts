import { type Room, type StreamStatistics, type Subscription, watchStatistics } from '@mrtc/web-sdk/core'

/** A line about a stream, each second. @returns a function that ends it */
export function showQuality(subscription: Subscription, show: (line: string) => void) {
  const watch = watchStatistics(subscription, ({ audio, video, roundTripTimeMs }: StreamStatistics) => {
    const picture = video && `${video.width}x${video.height}, ${Math.round(video.framesPerSecond)} a second`
    const lost = Math.round(100 * Math.max(audio?.lostShare ?? 0, video?.lostShare ?? 0))
    show(`${picture ?? 'no picture'}, ${lost} % lost, round trip ${roundTripTimeMs ?? '?'} ms`)
  })
  return () => watch.close()
}

/** What is done about a weak network, and why. It is done by itself: an application only shows it. */
export function explainNetwork(room: Room, show: (text: string) => void) {
  return room.on('weakNetworkDecided', ({ side, plan, reasons }) => {
    if (side === 'none') show('The network is good.')
    else show(`${reasons.join('; ')}${plan.omitsVideo ? ' (sound only)' : ''}`)
  })
}
