import { Button, ThemeIcon } from '@mantine/core'
import { IconLinkOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Message } from '../components/Message.tsx'
import { PageFrame } from '../components/PageFrame.tsx'

/** An address that leads to no call. */
export const ProblemPage = ({ problem }: { readonly problem: 'brokenLink' | 'nowhere' | 'browserUnsupported' }) => {
  const { t } = useTranslation()
  return (
    <PageFrame>
      <Message
        testId="problem-page"
        reason={problem}
        title={t(`problem.${problem}.title`)}
        hint={t(`problem.${problem}.hint`)}
        icon={
          <ThemeIcon size={56} radius="xl" variant="light">
            <IconLinkOff size={28} />
          </ThemeIcon>
        }
      >
        <Button component={Link} href="/">
          {t('end.home')}
        </Button>
      </Message>
    </PageFrame>
  )
}
