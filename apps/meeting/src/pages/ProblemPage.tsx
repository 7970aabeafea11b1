import { Button, ThemeIcon } from '@mantine/core'
import { IconAlertTriangle, IconLinkOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Message } from '../components/Message.tsx'
import { PageFrame } from '../components/PageFrame.tsx'

export interface ProblemPageProps {
  readonly problem: 'brokenLink' | 'nowhere' | 'browserUnsupported' | 'unexpected'
}

/** An address that leads to no call, or a page that cannot go on. */
export const ProblemPage = ({ problem }: ProblemPageProps) => {
  const { t } = useTranslation()
  const Icon = problem === 'brokenLink' || problem === 'nowhere' ? IconLinkOff : IconAlertTriangle
  return (
    <PageFrame title={t(`problem.${problem}.title`)}>
      <Message
        testId="problem-page"
        reason={problem}
        title={t(`problem.${problem}.title`)}
        hint={t(`problem.${problem}.hint`)}
        icon={
          <ThemeIcon size={56} radius="xl" variant="light">
            <Icon size={28} />
          </ThemeIcon>
        }
      >
        {problem === 'unexpected' ? (
          <Button onClick={() => location.reload()}>{t('app.reload')}</Button>
        ) : (
          <Button component={Link} href="/">
            {t('end.home')}
          </Button>
        )}
      </Message>
    </PageFrame>
  )
}
