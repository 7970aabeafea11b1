import { useEffect, useEffectEvent, useRef } from 'react'

export interface FeedAudioProps {
  readonly track: MediaStreamTrack
  readonly feedId: string
  readonly speakerId: string | undefined
  /** The browser wants a click before it plays sound. */
  readonly onBlocked: () => void
  /** Changes when it was clicked. */
  readonly attempt: number
}

/** The sound of one feed. It is apart from the picture, which comes and goes with its tile. */
export const FeedAudio = ({ track, feedId, speakerId, onBlocked, attempt }: FeedAudioProps) => {
  const audio = useRef<HTMLAudioElement>(null)
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
    if (element === null || speakerId === undefined || !('setSinkId' in element)) return
    // A speaker that was unplugged since: the system's choice stays.
    element.setSinkId(speakerId).catch(() => undefined)
  }, [speakerId])

  // biome-ignore lint/a11y/useMediaCaption: a live voice has no captions
  return <audio ref={audio} data-feed={feedId} />
}
