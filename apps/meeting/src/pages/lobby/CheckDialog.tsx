import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useStore } from '@mrtc/react'
import { checkBeforeCall } from '@mrtc/web-sdk'
import { IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { checkReport } from '../../check/check-report.ts'
import { type CheckProgress, ConnectionCheck } from '../../check/connection-check.ts'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'
import { useCopied } from '../../hooks/useCopied.ts'
import { createUid } from '../../identity/uid.ts'
import { createSignSource } from '../../signing/sign-source.ts'
import classes from './CheckDialog.module.css'
import { CheckStepRow } from './CheckStepRow.tsx'

const createCheck = (): ConnectionCheck => {
  // A person of its own: it is no second self of the one who joins meanwhile.
  const sign = createSignSource(createUid())
  return new ConnectionCheck({
    findServer: async (signal) => ({ ...(await sign(signal)), url: location.origin }),
    check: checkBeforeCall,
  })
}

const colours = { good: 'teal', limited: 'yellow', impossible: 'red', unknown: 'gray' } as const

const Outcome = ({ progress }: { readonly progress: CheckProgress }) => {
  const { t } = useTranslation()
  switch (progress.phase) {
    case 'running':
      return (
        <Text size="sm" c="var(--mrtc-text-dim)" role="status">
          {t('check.running')}
        </Text>
      )
    case 'failed':
      return <ProblemAlert problem={progress.problem} />
    case 'done':
      return (
        <Alert
          color={colours[progress.verdict]}
          role="status"
          title={t(`check.verdict.${progress.verdict}.title`)}
          data-testid="check-verdict"
          data-verdict={progress.verdict}
        >
          {t(`check.verdict.${progress.verdict}.hint`)}
        </Alert>
      )
  }
}

export interface CheckDialogProps {
  readonly onClose: () => void
}

/** Whether a call will work from here, step by step, and what to do where it will not. */
const CheckDialog = ({ onClose }: CheckDialogProps) => {
  const { t } = useTranslation()
  const [check] = useState(createCheck)
  const progress = useStore(check.progress)
  const { isCopied, copy } = useCopied()
  useEffect(() => {
    void check.start()
    return () => check.stop()
  }, [check])
  const copyReport = () => {
    if (progress.phase !== 'done') return
    const { results, verdict } = progress
    void copy(checkReport({ results, verdict, madeAtMs: Date.now(), userAgent: navigator.userAgent }))
  }
  return (
    <Modal
      opened
      centered
      size="lg"
      title={t('check.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      onClose={onClose}
      data-testid="check-dialog"
    >
      <Stack gap="md">
        <Outcome progress={progress} />
        <ol className={classes.steps}>
          {progress.steps.map((step) => (
            <CheckStepRow key={`${step.check} ${step.url ?? ''}`} step={step} />
          ))}
        </ol>
        <Group gap="xs" grow>
          <Button
            variant="default"
            leftSection={<IconRefresh size={17} />}
            loading={progress.phase === 'running'}
            data-testid="check-again"
            onClick={() => void check.start()}
          >
            {t('check.again')}
          </Button>
          <Button
            variant="default"
            leftSection={isCopied ? <IconCheck size={17} /> : <IconCopy size={17} />}
            disabled={progress.phase !== 'done'}
            data-testid="check-copy"
            onClick={copyReport}
          >
            {t(isCopied ? 'check.copied' : 'check.copy')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

export default CheckDialog
