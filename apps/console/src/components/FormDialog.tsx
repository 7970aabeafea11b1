import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from './Dialog.tsx'
import { ProblemAlert } from './ProblemAlert.tsx'

export interface FormDialogProps {
  readonly title: string
  readonly hint?: string
  readonly submitLabel: string
  /** Whether what was typed can be sent. @default true */
  readonly isComplete?: boolean
  /** Open until it resolves; a failure is told in the dialog. */
  readonly onSubmit: () => Promise<unknown>
  readonly onClose: () => void
  /** Whether what comes after the work is shown by whoever opened it. @default false: it closes */
  readonly staysOpen?: boolean
  readonly children: ReactNode
}

/** A few fields and what sends them. */
export const FormDialog = (props: FormDialogProps) => {
  const { title, hint, submitLabel, isComplete = true, onSubmit, onClose, staysOpen = false, children } = props
  const { t } = useTranslation()
  const work = useMutation({ mutationFn: onSubmit, onSuccess: () => (staysOpen ? undefined : onClose()) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isComplete && !work.isPending) work.mutate()
  }
  return (
    <Dialog onClose={onClose} title={title}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {hint === undefined ? null : (
            <Text size="sm" c="dimmed">
              {hint}
            </Text>
          )}
          {children}
          {work.isError ? <ProblemAlert error={work.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={work.isPending} disabled={!isComplete} data-testid="submit">
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
