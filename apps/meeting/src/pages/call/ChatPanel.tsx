import { Text } from '@mantine/core'
import { useChat, useRoom } from '@mrtc/react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChatComposer } from './ChatComposer.tsx'
import { ChatMessageView } from './ChatMessageView.tsx'
import classes from './ChatPanel.module.css'

/** Messages of one person within this time stand together, ms. */
const continuedMs = 120_000
/** Who has scrolled up further than this reads old messages and stays there, px. */
const atEndPx = 60

export const ChatPanel = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { messages, send, sendFile, cancelFile, retry, setOpen } = useChat()
  const [isDropping, setIsDropping] = useState(false)
  const { localUid } = useRoom()
  const list = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)

  useEffect(() => {
    setOpen(true)
    return () => setOpen(false)
  }, [setOpen])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is the reason to scroll
  useLayoutEffect(() => {
    if (isAtEnd.current) list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [messages])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files are also sent by the button
    <div
      className={classes.chat}
      data-dropping={isDropping}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setIsDropping(true)
      }}
      onDragLeave={() => setIsDropping(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsDropping(false)
        for (const file of event.dataTransfer.files) sendFile(file)
      }}
    >
      {isDropping ? <div className={classes.drop}>{t('chat.drop')}</div> : null}
      <div
        ref={list}
        className={classes.list}
        role="log"
        aria-live="polite"
        aria-label={t('chat.title')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < atEndPx
        }}
      >
        {messages.length === 0 ? (
          <Text size="sm" className={classes.empty}>
            {t('chat.empty')}
          </Text>
        ) : null}
        <ul className={classes.messages}>
          {messages.map((message, index) => {
            const before = messages[index - 1]
            return (
              <ChatMessageView
                key={message.id}
                message={message}
                isOwn={message.uid === localUid}
                isContinued={before?.uid === message.uid && message.at - before.at < continuedMs}
                onRetry={(id) => void retry(id)}
                onCancel={cancelFile}
              />
            )
          })}
        </ul>
      </div>
      <ChatComposer onFiles={(files) => files.forEach(sendFile)} onSend={(text) => void send(text)} onClose={onClose} />
    </div>
  )
}
