import { Button } from '@mantine/core'
import { IconRepeat } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi, type WebhookDelivery } from '../../api/index.ts'
import { ConfirmDialog } from '../../components/index.ts'
import { useNotify } from '../../hooks/useNotify.ts'
import { useMay } from '../../session/index.ts'

const iconSize = 16

export interface ReplayButtonProps {
  readonly delivery: WebhookDelivery
  readonly isCompact?: boolean
}

/** Sends a delivery again; one that waits is sent anyway. */
export const ReplayButton = ({ delivery: { deliveryId, state }, isCompact = false }: ReplayButtonProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const may = useMay()
  const notify = useNotify()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  if (state === 'pending' || !may('webhooks.replay')) return null
  const replay = async () => {
    await client.replayWebhookDelivery({ path: { deliveryId } })
    await queries.invalidateQueries({ queryKey: ['webhooks'] })
    notify.done(t('webhooks.replayed'))
  }
  return (
    <>
      <Button
        size={isCompact ? 'compact-sm' : 'sm'}
        variant={isCompact ? 'subtle' : 'default'}
        leftSection={<IconRepeat size={iconSize} aria-hidden="true" />}
        onClick={() => setAsking(true)}
        data-testid="replay"
      >
        {t('webhooks.replay')}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={t('webhooks.replayTitle')}
          hint={t('webhooks.replayHint')}
          confirmLabel={t('webhooks.replay')}
          onConfirm={replay}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  )
}
