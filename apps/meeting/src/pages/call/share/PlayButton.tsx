import type { Playback } from '@mrtc/web-sdk'
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './TileActions.module.css'

const iconSize = 18

export interface PlayButtonProps {
  readonly playback: Playback
  /** We hear what we show. */
  readonly sound: MediaStreamTrack | undefined
  readonly speakerId: string | undefined
  readonly onFailed: () => void
}

/** Pauses and plays a file that we share. */
export const PlayButton = ({ playback, sound, speakerId, onFailed }: PlayButtonProps) => {
  const { t } = useTranslation()
  const [isPlaying, setPlaying] = useState(playback.isPlaying)
  const audio = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    const element = audio.current
    if (element === null || sound === undefined) return
    element.srcObject = new MediaStream([sound])
    // It began with a click, so that it may play.
    element.play().catch(() => {})
    return () => {
      element.srcObject = null
    }
  }, [sound])
  useEffect(() => {
    const element = audio.current
    if (element === null || speakerId === undefined || !('setSinkId' in element)) return
    // A speaker that was unplugged since: the system's choice stays.
    element.setSinkId(speakerId).catch(() => {})
  }, [speakerId])
  const toggle = () => {
    if (isPlaying) playback.pause()
    else playback.play().catch(onFailed)
    setPlaying(!isPlaying)
  }
  const label = t(isPlaying ? 'share.pause' : 'share.play')
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: a file of the person's own */}
      <audio ref={audio} />
      <button
        type="button"
        className={classes.button}
        aria-label={label}
        title={label}
        data-testid="film-toggle"
        onClick={toggle}
      >
        {isPlaying ? <IconPlayerPauseFilled size={iconSize} /> : <IconPlayerPlayFilled size={iconSize} />}
      </button>
    </>
  )
}
