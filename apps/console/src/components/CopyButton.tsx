import { ActionIcon, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

const iconSize = 16

/** Puts a text on the clipboard, and says so. */
export const CopyButton = ({ value, label }: { readonly value: string; readonly label: string }) => {
  const { t } = useTranslation()
  const clipboard = useClipboard()
  const text = clipboard.copied ? t('common.copied') : `${t('common.copy')}: ${label}`
  return (
    <Tooltip label={text} events={{ hover: true, focus: true, touch: false }}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={text}
        aria-live="polite"
        onClick={() => clipboard.copy(value)}
        data-testid="copy"
      >
        {clipboard.copied ? <IconCheck size={iconSize} /> : <IconCopy size={iconSize} />}
      </ActionIcon>
    </Tooltip>
  )
}
