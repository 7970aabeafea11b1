import { useEffect, useEffectEvent } from 'react'
import { createAudioMeter, meterShare } from './audio-level.ts'

/**
 * Calls back with the level of a track, 0 to 1, as often as the screen is drawn. It bypasses React's state: a meter
 * that rendered a page sixty times a second would take the time of the video.
 */
export const useAudioLevel = (track: MediaStreamTrack | undefined, show: (share: number) => void): void => {
  const draw = useEffectEvent(show)
  useEffect(() => {
    if (track === undefined) {
      draw(0)
      return
    }
    const meter = createAudioMeter(track)
    let frame = 0
    const follow = () => {
      draw(meterShare(meter.level()))
      frame = requestAnimationFrame(follow)
    }
    follow()
    return () => {
      cancelAnimationFrame(frame)
      meter.close()
    }
  }, [track])
}
