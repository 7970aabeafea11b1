import { Button } from '@mantine/core'
import { RoomAudio, useStore } from '@mrtc/react'
import { IconVolume } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner } from './Banner.tsx'
import { useCall } from './CallContext.ts'

/** Everything that is heard. */
export const RemoteSound = () => {
  const { t } = useTranslation()
  const speakerId = useStore(useCall().media.speaker)
  const [blocked, setBlocked] = useState<{ readonly play: () => void }>()
  return (
    <>
      <RoomAudio speakerId={speakerId} onBlocked={(play) => setBlocked({ play })} />
      {blocked === undefined ? null : (
        <Banner text={t('call.soundBlocked')} testId="sound-blocked">
          <Button
            size="compact-md"
            leftSection={<IconVolume size={18} />}
            onClick={() => {
              setBlocked(undefined)
              blocked.play()
            }}
          >
            {t('call.soundOn')}
          </Button>
        </Banner>
      )}
    </>
  )
}
