import { notifications } from '@mantine/notifications'
import { serverNames } from '@mrtc/protocol/server-names'
import type { TFunction } from 'i18next'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '../../../call/notice.ts'
import { useCall } from '../CallContext.ts'

interface Wording {
  readonly message: string
  readonly title?: string
  readonly isTrouble: boolean
}

const problemMs = 9_000
const usualMs = 4_000

const leftKeys = {
  left: 'notice.left',
  lost: 'notice.lost',
  kicked: 'notice.kicked',
  takenOver: 'notice.takenOver',
  roomEnded: 'notice.left',
} as const

/** The rest is in the chat. */
const shorten = (text: string): string => {
  const maxLetters = 140
  const letters = [...text]
  return letters.length > maxLetters ? `${letters.slice(0, maxLetters).join('')}…` : text
}

const word = (notice: Notice, t: TFunction): Wording => {
  switch (notice.about) {
    case 'joined':
    case 'shareStarted':
      return { message: t(`notice.${notice.about}`, { name: notice.name }), isTrouble: false }
    case 'fileShared':
      return { message: t('notice.fileShared', { name: notice.name, file: notice.file }), isTrouble: false }
    case 'fileFailed':
      return { message: t(`share.failed.${notice.problem}`, { name: notice.name }), isTrouble: true }
    case 'recordingFailed':
      return { message: t(`recording.failed.${notice.problem}`), isTrouble: true }
    case 'pictureSaved':
      return { message: t('picture.saved', { file: notice.file }), isTrouble: false }
    case 'pictureFailed':
      return { message: t('picture.failed'), isTrouble: true }
    case 'left':
      return { message: t(leftKeys[notice.reason], { name: notice.name }), isTrouble: false }
    case 'message':
      return {
        title: t('notice.message', { name: notice.name === serverNames.server ? t('chat.server') : notice.name }),
        message: shorten(notice.text),
        isTrouble: false,
      }
    case 'recovered':
      return { message: t('notice.recovered'), isTrouble: false }
    case 'captureFailed':
      return { message: t(`capture.${notice.device}.${notice.problem}`), isTrouble: true }
    case 'problem':
      return {
        title: t(`problem.${notice.problem.key}.title`),
        message: t(`problem.${notice.problem.key}.hint`),
        isTrouble: true,
      }
  }
}

/** Shows what happens in the call as toasts. @returns the last of it, for screen readers */
export const useNotices = (): string => {
  const call = useCall()
  const { t } = useTranslation()
  const [last, setLast] = useState('')
  const show = useEffectEvent((notice: Notice) => {
    const { title, message, isTrouble } = word(notice, t)
    setLast(title === undefined ? message : `${title}. ${message}`)
    notifications.show({
      message,
      ...(title === undefined ? {} : { title }),
      color: isTrouble ? 'red' : 'lagoon',
      autoClose: isTrouble ? problemMs : usualMs,
      withBorder: true,
      // It is read out from one place, see `last`.
      role: 'presentation',
    })
  })
  useEffect(() => call.events.on('notice', (notice) => show(notice)), [call])
  useEffect(() => () => notifications.clean(), [])
  return last
}
