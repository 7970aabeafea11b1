import { useStore } from '@mrtc/react'
import { useTranslation } from 'react-i18next'
import type { LocalMedia } from '../media/local-media.ts'
import classes from './SelfView.module.css'
import { VideoView } from './VideoView.tsx'

const aspect = 16 / 9

/** How we are seen now; nothing while the camera is off. */
export const SelfView = ({ media }: { readonly media: LocalMedia }) => {
  const { t } = useTranslation()
  const camera = useStore(media.camera.store)
  if (camera.state !== 'on') return null
  return (
    <div className={classes.frame} data-testid="self-view">
      <VideoView track={camera.track} isMirrored aspect={aspect} label={t('lobby.preview')} />
    </div>
  )
}
