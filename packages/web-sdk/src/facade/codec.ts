import { videoCodecs } from '@mrtc/protocol'
import type { VideoCodec } from './call-ports.ts'
import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'
import { Fault, stateFault } from './fault.ts'
import { stateTexts } from './state.ts'

/** SetLocalCodecType. @throws MeetingError -5201 without a connection, -5202, -5203 */
export async function changeCodec(context: MeetingContext, type: VideoCodec, sid: number | undefined): Promise<void> {
  const { state } = context
  try {
    if (state.state === 'idle' || state.state === 'connecting' || state.state === 'disconnecting') {
      throw stateFault(`SetLocalCodecType: ${stateTexts[state.state]}.`)
    }
    if (!videoCodecs.includes(type) || !context.ports.canEncode(type)) {
      throw new Fault('codecUnavailable', 'CODEC_UNSUPPORTED', `This browser does not encode ${String(type)}.`)
    }
    if (state.state === 'inRoom') await state.call.changeCodec(type, sid)
    else if (sid !== undefined)
      throw new Fault('streamMissing', 'FEED_NOT_FOUND', `No stream is published under ${sid}.`)
    if (sid === undefined) context.codec = type
  } catch (thrown) {
    throw meetingError('changeCodec', thrown)
  }
}
