import { useTranslation } from 'react-i18next'
import type { WebhookDelivery } from '../../api/index.ts'
import { StateBadge, type Tone } from '../../components/index.ts'
import { en } from '../../i18n/texts/index.ts'

const tones = { pending: 'fair', delivered: 'good', dead: 'poor' } as const satisfies Record<
  WebhookDelivery['state'],
  Tone
>

export const DeliveryState = ({ state }: { readonly state: WebhookDelivery['state'] }) => {
  const { t } = useTranslation()
  return <StateBadge tone={tones[state]}>{t(`webhooks.states.${state}`)}</StateBadge>
}

type RoomEvent = keyof typeof en.webhooks.roomEvents
const isRoomEvent = (code: string): code is RoomEvent => Object.hasOwn(en.webhooks.roomEvents, code)

/** The event in words, or its code of the guide. */
export function useEventText(): (delivery: WebhookDelivery) => string {
  const { t } = useTranslation()
  return ({ topic, eventCode }) => {
    const code = String(eventCode)
    const what =
      topic === 'rooms' && isRoomEvent(code) ? t(`webhooks.roomEvents.${code}`) : t('webhooks.code', { code })
    return `${t(`webhooks.topics.${topic}`)} · ${what}`
  }
}
