import { Button, Group, Modal, Text } from '@mantine/core'
import type { Participant } from '@mrtc/protocol'
import { nameOf } from '@mrtc/react'
import { useTranslation } from 'react-i18next'
import { useCall } from './CallContext.ts'

export interface RemoveDialogProps {
  readonly participant: Participant | undefined
  readonly onClose: () => void
}

/** Removing someone cannot be taken back: it is asked for twice. */
export const RemoveDialog = ({ participant, onClose }: RemoveDialogProps) => {
  const { t } = useTranslation()
  const call = useCall()
  const name = participant === undefined ? '' : nameOf(participant, participant.uid)
  return (
    <Modal
      opened={participant !== undefined}
      centered
      size="sm"
      title={t('people.removeTitle', { name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      onClose={onClose}
    >
      <Text size="sm">{t('people.removeHint', { name })}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button
          color="red.9"
          data-testid="remove-confirm"
          onClick={() => {
            if (participant !== undefined) void call.remove(participant.uid)
            onClose()
          }}
        >
          {t('people.remove')}
        </Button>
      </Group>
    </Modal>
  )
}
