import { useStore } from '@mrtc/react'
import { useTranslation } from 'react-i18next'
import { PersonAvatar } from '../../components/PersonAvatar.tsx'
import { SourceButton } from '../../components/SourceButton.tsx'
import { VideoView } from '../../components/VideoView.tsx'
import type { LocalMedia } from '../../media/local-media.ts'
import classes from './Preview.module.css'

const aspect = 16 / 9

/** How we will be seen, with the switches for it. */
export const Preview = ({ media, name }: { readonly media: LocalMedia; readonly name: string }) => {
  const { t } = useTranslation()
  const camera = useStore(media.camera.store)
  return (
    <div className={classes.preview} data-testid="preview">
      <div className={classes.placeholder}>
        <PersonAvatar name={name} seed={name} />
        <span role="status">
          {camera.state === 'on' ? null : t(camera.state === 'starting' ? 'lobby.cameraStarting' : 'lobby.cameraOff')}
        </span>
      </div>
      {camera.state === 'on' ? (
        <VideoView track={camera.track} isMirrored aspect={aspect} label={t('lobby.preview')} />
      ) : null}
      <div className={classes.switches}>
        <SourceButton device="microphone" source={media.microphone} />
        <SourceButton device="camera" source={media.camera} />
      </div>
    </div>
  )
}
