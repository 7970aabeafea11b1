import { useEffect, useEffectEvent, useRef } from 'react'
import { useStore } from '../../hooks/useStore.ts'
import { useCall } from './CallContext.ts'

export interface RemoteAudioProps {
  readonly track: MediaStreamTrack
  readonly feedId: string
  /** The browser wants a click before it plays sound. */
  readonly onBlocked: () => void
  /** Changes when it was clicked. */
  readonly attempt: number
}

/** The sound of one feed. It is apart from the picture, which comes and goes with its tile. */
export const RemoteAudio = ({ track, feedId, onBlocked, attempt }: RemoteAudioProps) => {
  const audio = useRef<HTMLAudioElement>(null)
  const speaker = useStore(useCall().media.speaker)
  const blocked = useEffectEvent(onBlocked)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a click is the reason to try again
  useEffect(() => {
    const element = audio.current
    if (element === null) return
    element.srcObject = new MediaStream([track])
    element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') blocked()
    })
    return () => {
      element.srcObject = null
    }
  }, [track, attempt])

  useEffect(() => {
    const element = audio.current
    if (element === null || speaker === undefined || !('setSinkId' in element)) return
    // A speaker that was unplugged since: the system's choice stays.
    element.setSinkId(speaker).catch(() => undefined)
  }, [speaker])

  // biome-ignore lint/a11y/useMediaCaption: a live voice has no captions
  return <audio ref={audio} data-feed={feedId} />
}
