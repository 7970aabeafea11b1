import type { Playback } from '../capture/index.ts'
import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'
import { parameterFault, stateFault } from './fault.ts'
import { stateTexts } from './state.ts'

/** OnPauseFileSuccess or OnPauseFileFail. @throws MeetingError */
export async function pauseFile(context: MeetingContext, sid: number): Promise<void> {
  try {
    await playbackOf(context, sid).pause()
  } catch (thrown) {
    context.notify('OnPauseFileFail')
    throw meetingError('changeStream', thrown)
  }
  context.notify('OnPauseFileSuccess')
}

/** OnPlayFileSuccess or OnPlayFileFail. @throws MeetingError */
export async function playFile(context: MeetingContext, sid: number): Promise<void> {
  try {
    await playbackOf(context, sid).play()
  } catch (thrown) {
    context.notify('OnPlayFileFail')
    throw meetingError('changeStream', thrown)
  }
  context.notify('OnPlayFileSuccess')
}

function playbackOf({ state }: MeetingContext, sid: number): Playback {
  if (state.state !== 'inRoom') throw stateFault(`Not in a room: ${stateTexts[state.state]}.`)
  const { playback } = state.call.publishing.get(sid).media
  if (playback === undefined) throw parameterFault('sid', 'this stream is no sound or video file')
  return playback
}
