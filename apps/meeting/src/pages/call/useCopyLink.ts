import { notifications } from '@mantine/notifications'
import { useEffect, useState } from 'react'
import { linkToCall } from '../../links/call-link.ts'
import { copyText } from '../../links/copy-text.ts'
import { useCall } from './CallContext.ts'

const confirmMs = 2_500

/** Copies the link that others join by; where the browser forbids it the link is shown to be copied by hand. */
export const useCopyLink = (): { readonly link: string; readonly isCopied: boolean; readonly copy: () => void } => {
  const link = linkToCall(location.origin, useCall().address)
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), confirmMs)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = () => {
    void copyText(link).then((isDone) => {
      setCopied(isDone)
      if (!isDone) notifications.show({ message: link, autoClose: false })
    })
  }
  return { link, isCopied, copy }
}
