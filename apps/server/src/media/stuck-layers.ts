import type { types } from 'mediasoup'
import type { Logger } from 'pino'

/** A layer's first sender report comes within a second of its first packet. */
const checkAfterMs = 1_500
/** Then the layer is not coming: the sender's own estimate keeps it back, and its return is told by its score. */
const attemptsMax = 5

type LayerWatch = Pick<types.Consumer, 'closed' | 'preferredLayers' | 'currentLayers' | 'score'>

/** Whether a better layer that is wanted is being sent, while a lower one is forwarded. */
export function isBelowWish({ closed, preferredLayers, currentLayers, score }: LayerWatch): boolean {
  if (closed || preferredLayers === undefined || currentLayers === undefined) return false
  const best = score.producerScores.findLastIndex((layerScore) => layerScore > 0)
  return currentLayers.spatialLayer < Math.min(preferredLayers.spatialLayer, best)
}

/** Whether its transport's congestion control decides on its layers. */
function isEstimated({ rtpParameters }: types.Consumer): boolean {
  const feedback = rtpParameters.codecs[0]?.rtcpFeedback ?? []
  return feedback.some(({ type }) => type === 'transport-cc' || type === 'goog-remb')
}

/**
 * Receivers without transport-cc (participants in Node, recorders) who came before the sender's better simulcast layer
 * would stay on the lower one for good: mediasoup 3.27 looks again at the layer's first sender report, when it cannot
 * relate the layer's time yet, and then never. Asking for other layers and back makes it look.
 */
export function freeStuckLayers(consumer: types.Consumer, log: Logger): void {
  if (consumer.type !== 'simulcast' || isEstimated(consumer)) return
  let attempts = 0
  let timer: NodeJS.Timeout | undefined
  const schedule = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void check(), checkAfterMs)
  }
  const check = async () => {
    const wish = consumer.preferredLayers
    if (wish === undefined || !isBelowWish(consumer) || attempts++ >= attemptsMax) return
    try {
      await consumer.setPreferredLayers({ spatialLayer: 0 })
      // Unless the receiver asked for others meanwhile.
      if (consumer.preferredLayers?.spatialLayer === 0) await consumer.setPreferredLayers(wish)
    } catch (error) {
      if (!consumer.closed) log.warn({ consumerId: consumer.id, err: error }, 'layers could not be asked for again')
      return
    }
    schedule()
  }
  const begin = () => {
    attempts = 0
    schedule()
  }
  consumer.on('score', begin)
  consumer.on('layerschange', begin)
  consumer.observer.once('close', () => clearTimeout(timer))
}
