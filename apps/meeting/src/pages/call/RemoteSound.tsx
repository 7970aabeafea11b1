import { Button } from '@mantine/core'
import { IconVolume } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../hooks/useStore.ts'
import { Banner } from './Banner.tsx'
import { useCall } from './CallContext.ts'
import { RemoteAudio } from './RemoteAudio.tsx'

/** Everything that is heard. */
export const RemoteSound = () => {
  const { t } = useTranslation()
  const call = useCall()
  const receptions = useStore(call.subscriber.receptions)
  const [isBlocked, setBlocked] = useState(false)
  const [attempt, setAttempt] = useState(0)
  return (
    <>
      {[...receptions].map(([feedId, reception]) =>
        reception.state === 'receiving' && reception.tracks.audio !== undefined ? (
          <RemoteAudio
            key={feedId}
            feedId={feedId}
            track={reception.tracks.audio}
            attempt={attempt}
            onBlocked={() => setBlocked(true)}
          />
        ) : null,
      )}
      {isBlocked ? (
        <Banner text={t('call.soundBlocked')} testId="sound-blocked">
          <Button
            size="compact-md"
            leftSection={<IconVolume size={18} />}
            onClick={() => {
              setBlocked(false)
              setAttempt((count) => count + 1)
            }}
          >
            {t('call.soundOn')}
          </Button>
        </Banner>
      ) : null}
    </>
  )
}
