import { Anchor } from '@mantine/core'
import { serverNames } from '@mrtc/protocol/server-names'
import type { ChatMessage } from '@mrtc/react'
import { useTranslation } from 'react-i18next'
import { linkify } from '../../call/linkify.ts'
import { problemOf } from '../../problems/problem.ts'
import { ChatFileView } from './ChatFileView.tsx'
import classes from './ChatMessageView.module.css'

export interface ChatMessageViewProps {
  readonly message: ChatMessage
  readonly isOwn: boolean
  /** The one before is of the same person: the name need not stand again. */
  readonly isContinued: boolean
  readonly onRetry: (id: string) => void
  readonly onCancel: (id: string) => void
}

const DeliveryLine = ({ message, onRetry }: Pick<ChatMessageViewProps, 'message' | 'onRetry'>) => {
  const { t } = useTranslation()
  const { delivery } = message
  if (delivery === undefined || delivery.state === 'uploading') return null
  if (delivery.state === 'failed') {
    return (
      <div className={classes.failed} role="alert">
        {t('chat.failed', { reason: t(`problem.${problemOf(delivery.error).key}.title`) })}{' '}
        <Anchor component="button" type="button" size="xs" onClick={() => onRetry(message.id)}>
          {t('chat.retry')}
        </Anchor>
      </div>
    )
  }
  const { recipients, delivered } = delivery.state === 'sent' ? delivery : { recipients: 0, delivered: 0 }
  const sent = recipients === 0 ? t('chat.sent') : t('chat.delivered', { delivered, recipients })
  return <div className={classes.delivery}>{delivery.state === 'sending' ? t('chat.sending') : sent}</div>
}

export const ChatMessageView = ({ message, isOwn, isContinued, onRetry, onCancel }: ChatMessageViewProps) => {
  const { t, i18n } = useTranslation()
  const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' }).format(message.at)
  return (
    <li
      className={classes.message}
      data-own={isOwn}
      data-continued={isContinued}
      data-testid="chat-message"
      data-uid={message.uid}
    >
      {isContinued ? null : (
        <div className={classes.head}>
          <span className={classes.name}>{message.uid === serverNames.server ? t('chat.server') : message.name}</span>{' '}
          <time>{time}</time>
        </div>
      )}
      <div className={classes.bubble}>
        <ChatFileView message={message} onCancel={onCancel} />
        {linkify(message.text).map((part, index) =>
          part.href === undefined ? (
            part.text
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
            <a key={index} href={part.href} target="_blank" rel="noreferrer noopener">
              {part.text}
            </a>
          ),
        )}
      </div>
      <DeliveryLine message={message} onRetry={onRetry} />
    </li>
  )
}
