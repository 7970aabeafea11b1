import { Button } from '@mantine/core'
import { IconCheck, IconLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useCopyLink } from './useCopyLink.ts'

export const CopyLinkButton = ({ testId }: { readonly testId: string }) => {
  const { t } = useTranslation()
  const { link, isCopied, copy } = useCopyLink()
  return (
    <Button
      size="sm"
      leftSection={isCopied ? <IconCheck size={18} /> : <IconLink size={18} />}
      onClick={copy}
      data-testid={testId}
      data-link={link}
      aria-live="polite"
    >
      {t(isCopied ? 'controls.linkCopied' : 'controls.copyLink')}
    </Button>
  )
}
