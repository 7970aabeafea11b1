import { Button } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import type { ConnectionState } from '@mrtc/client'
import { useConnection, useMediaLost } from '@mrtc/react'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Banner } from './Banner.tsx'
import { useCall } from './CallContext.ts'
import { useSecondsLeft } from './hooks/useSecondsLeft.ts'

type Resuming = Extract<ConnectionState, { state: 'resuming' }>

/** For the impatient: at once instead of when it is due. */
const ReconnectNow = () => {
  const { t } = useTranslation()
  const call = useCall()
  return (
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
  )
}

/** Told apart because a person can do something about one of them, and need only wait for the other. */
const situationOf = ({ cause }: Resuming, isOnline: boolean) => {
  if (!isOnline) return 'offline'
  return cause === 'serverRestarted' ? 'serverRestarting' : 'resuming'
}

const ResumingBanner = ({ connection }: { readonly connection: Resuming }) => {
  const { t } = useTranslation()
  const { online } = useNetwork()
  const seconds = useSecondsLeft(connection.deadline)
  return (
    <Banner
      text={t(`call.${situationOf(connection, online)}`)}
      hint={t('call.resumingHint', { attempt: connection.attempt, seconds })}
      testId="reconnecting"
    >
      <ReconnectNow />
    </Banner>
  )
}

/** Says when the server or the media cannot be reached, and lets an impatient person try at once. */
export const ConnectionBanner = () => {
  const { t } = useTranslation()
  const connection = useConnection()
  const isMediaLost = useMediaLost()
  if (connection.state === 'resuming') return <ResumingBanner connection={connection} />
  if (!isMediaLost) return null
  return (
    <Banner text={t('call.mediaLost')} hint={t('call.mediaLostHint')} testId="media-lost">
      <ReconnectNow />
    </Banner>
  )
}
