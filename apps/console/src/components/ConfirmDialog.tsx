import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from './Dialog.tsx'
import { ProblemAlert } from './ProblemAlert.tsx'

export interface ConfirmDialogProps {
  readonly title: string
  /** What will happen. */
  readonly hint: string
  /** The verb: "Delete", not "OK". */
  readonly confirmLabel: string
  readonly isDangerous?: boolean
  /** Open until it resolves; a failure is told in the dialog. */
  readonly onConfirm: () => Promise<unknown>
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Asks before something is done that others notice. */
export const ConfirmDialog = (props: ConfirmDialogProps) => {
  const { title, hint, confirmLabel, isDangerous = false, onConfirm, onClose, children } = props
  const { t } = useTranslation()
  const work = useMutation({ mutationFn: onConfirm, onSuccess: onClose })
  return (
    <Dialog onClose={onClose} title={title}>
      <Stack>
        <Text>{hint}</Text>
        {children}
        {work.isError ? <ProblemAlert error={work.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button
            color={isDangerous ? 'red.8' : 'lagoon'}
            loading={work.isPending}
            onClick={() => work.mutate()}
            data-testid="confirm"
          >
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
