import { ActionIcon, FileButton, Textarea } from '@mantine/core'
import { limits } from '@mrtc/protocol'
import { IconPaperclip, IconSend } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './ChatComposer.module.css'

export interface ChatComposerProps {
  readonly onSend: (text: string) => void
  readonly onFiles: (files: File[]) => void
  readonly onClose: () => void
}

export const ChatComposer = ({ onSend, onFiles, onClose }: ChatComposerProps) => {
  const { t } = useTranslation()
  const [text, setText] = useState('')

  const send = () => {
    const trimmed = text.trim()
    if (trimmed === '') return
    onSend(trimmed)
    setText('')
  }

  const keyDown = (event: KeyboardEvent) => {
    // While Chinese is composed, Enter takes a candidate.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
    }
  }

  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <FileButton multiple onChange={onFiles} inputProps={{ 'aria-label': t('chat.attach') }}>
        {(props) => (
          <ActionIcon
            {...props}
            variant="subtle"
            size={36}
            aria-label={t('chat.attach')}
            title={t('chat.attach')}
            data-testid="chat-attach"
          >
            <IconPaperclip size={18} />
          </ActionIcon>
        )}
      </FileButton>
      <Textarea
        className={classes.input}
        aria-label={t('chat.placeholder')}
        placeholder={t('chat.placeholder')}
        value={text}
        maxLength={limits.textLength}
        autosize
        minRows={1}
        maxRows={5}
        data-autofocus
        autoFocus
        data-testid="chat-input"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={keyDown}
      />
      <ActionIcon
        type="submit"
        size={36}
        disabled={text.trim() === ''}
        aria-label={t('chat.send')}
        data-testid="chat-send"
      >
        <IconSend size={18} />
      </ActionIcon>
    </form>
  )
}
