import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../hooks/useStore.ts'
import { Banner } from './Banner.tsx'
import { useCall } from './CallContext.ts'

/** Says when the server or the media cannot be reached, and lets an impatient person try at once. */
export const ConnectionBanner = () => {
  const { t } = useTranslation()
  const call = useCall()
  const connection = useStore(call.connection)
  const isMediaLost = useStore(call.mediaLost)
  if (connection.state === 'resuming') {
    return (
      <Banner
        text={t('call.resuming')}
        hint={t('call.resumingHint', { attempt: connection.attempt })}
        testId="reconnecting"
      >
        <Button
          size="compact-md"
          variant="white"
          color="dark"
          leftSection={<IconRefresh size={18} />}
          data-testid="reconnect-now"
          onClick={() => call.reconnectNow()}
        >
          {t('call.reconnectNow')}
        </Button>
      </Banner>
    )
  }
  return isMediaLost ? <Banner text={t('call.mediaLost')} testId="media-lost" /> : null
}
