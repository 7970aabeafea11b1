import { type ComponentProps, useEffect, useRef } from 'react'

/** A track, and whatever a `<video>` takes. */
export interface VideoViewProps extends Omit<ComponentProps<'video'>, 'src' | 'ref'> {
  readonly track: MediaStreamTrack
}

/** The picture of a track in a `<video>`, without sound: that is `<RoomAudio>`'s. Everything else is as in `<video>`. */
export const VideoView = ({ track, ...props }: VideoViewProps) => {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const element = video.current
    if (element === null) return
    element.srcObject = new MediaStream([track])
    // Muted pictures may always play; a refusal means that the element is already gone.
    element.play().catch(() => undefined)
    return () => {
      element.srcObject = null
    }
  }, [track])
  return <video ref={video} muted playsInline disablePictureInPicture {...props} />
}
