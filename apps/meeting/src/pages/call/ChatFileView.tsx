import { Anchor, Progress } from '@mantine/core'
import type { ChatMessage } from '@mrtc/react'
import { IconDownload, IconFile } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './ChatFileView.module.css'

const kibibyte = 1024
const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
const wholePercent = 100

function sizeText(sizeBytes: number, language: string): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, sizeBytes)) / Math.log(kibibyte)))
  const options = { style: 'unit', unit: units[power], unitDisplay: 'short', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(language, options).format(sizeBytes / kibibyte ** power)
}

export interface ChatFileViewProps {
  readonly message: ChatMessage
  readonly onCancel: (id: string) => void
}

/** A file in the conversation: on its way, or to be fetched. */
export const ChatFileView = ({ message, onCancel }: ChatFileViewProps) => {
  const { t, i18n } = useTranslation()
  const { id, file, delivery } = message
  if (file === undefined) return null
  const { name, sizeBytes, mimeType, url } = file
  const percent = delivery?.state === 'uploading' ? Math.floor(delivery.share * wholePercent) : 0
  return (
    <div className={classes.file} data-testid="chat-file">
      {url !== undefined && mimeType?.startsWith('image/') ? (
        <img className={classes.preview} src={url} alt={name} loading="lazy" />
      ) : null}
      <div className={classes.row}>
        <IconFile size={20} className={classes.icon} />
        <div className={classes.text}>
          <div className={classes.name}>{name}</div>
          <div className={classes.size}>{sizeText(sizeBytes, i18n.language)}</div>
        </div>
        {url === undefined ? null : (
          <Anchor href={url} download={name} aria-label={t('chat.download', { name })} data-testid="chat-download">
            <IconDownload size={20} />
          </Anchor>
        )}
      </div>
      {delivery?.state === 'uploading' || delivery?.state === 'sending' ? (
        <div className={classes.row}>
          <Progress className={classes.progress} value={percent} size="sm" aria-label={name} />
          <span className={classes.size}>
            {delivery.state === 'uploading' && delivery.isInterrupted
              ? t('chat.interrupted', { percent })
              : t('chat.uploading', { percent })}
          </span>
          <Anchor component="button" type="button" size="xs" onClick={() => onCancel(id)}>
            {t('chat.cancel')}
          </Anchor>
        </div>
      ) : null}
    </div>
  )
}
