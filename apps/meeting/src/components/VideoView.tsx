import { VideoView as Picture } from '@mrtc/react'
import { useState } from 'react'
import { fitOf } from '../layout/video-fit.ts'
import classes from './VideoView.module.css'

export interface VideoViewProps {
  readonly track: MediaStreamTrack
  readonly isMirrored?: boolean
  /** A shared screen is shown whole, a face fills its tile. */
  readonly isScreen?: boolean
  /** Width by height of the place. */
  readonly aspect: number
  readonly label: string
  /** The first frame is there. */
  readonly onShown?: () => void
}

/** The picture of a track. It fades in with the first frame, so that no black rectangle is seen. */
export const VideoView = ({ track, isMirrored = false, isScreen = false, aspect, label, onShown }: VideoViewProps) => {
  const [isShown, setShown] = useState(false)
  const [videoAspect, setVideoAspect] = useState<number>()

  return (
    <Picture
      track={track}
      className={classes.video}
      data-shown={isShown}
      data-mirrored={isMirrored}
      data-fit={isScreen ? 'contain' : fitOf(videoAspect, aspect)}
      aria-label={label}
      onLoadedData={() => {
        setShown(true)
        onShown?.()
      }}
      onResize={({ currentTarget: { videoWidth, videoHeight } }) => {
        if (videoWidth > 0 && videoHeight > 0) setVideoAspect(videoWidth / videoHeight)
      }}
    />
  )
}
