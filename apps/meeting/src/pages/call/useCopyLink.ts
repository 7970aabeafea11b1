import { notifications } from '@mantine/notifications'
import { useCopied } from '../../hooks/useCopied.ts'
import { linkToCall } from '../../links/call-link.ts'
import { useCall } from './CallContext.ts'

/** Copies the link that others join by; where the browser forbids it the link is shown to be copied by hand. */
export const useCopyLink = (): { readonly link: string; readonly isCopied: boolean; readonly copy: () => void } => {
  const link = linkToCall(location.origin, useCall().address)
  const { isCopied, copy } = useCopied()
  return {
    link,
    isCopied,
    copy: () => {
      void copy(link).then((isDone) => {
        if (!isDone) notifications.show({ message: link, autoClose: false })
      })
    },
  }
}
