/** Why something was done, in the words of `i18n`. */
import type { NetworkCause } from '@mrtc/client'
import type { TFunction } from 'i18next'
import { bitrate, milliseconds, percent } from './format.ts'

export const causeWords = (t: TFunction, cause: NetworkCause): string => {
  switch (cause.cause) {
    case 'randomLoss':
      return t(`network.cause.randomLoss.${cause.direction}`, { value: percent(cause.lossShare) })
    case 'congestion':
      return t(`network.cause.congestion.${cause.direction}`, { value: milliseconds(cause.queueMs) })
    case 'jitter':
      return t(`network.cause.jitter.${cause.direction}`, { value: milliseconds(cause.jitterMs) })
    case 'receiverLoss':
      return t('network.cause.receiverLoss', { value: percent(cause.lossShare) })
    case 'receiversFull':
      return t('network.cause.receiversFull', { value: bitrate(cause.limitBps) })
    case 'audioFirst':
      return t('network.cause.audioFirst')
    case 'pushRefused':
      return t(`network.cause.pushRefused.${cause.why}`)
  }
}
