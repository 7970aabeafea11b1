import { pictureTypes } from '@mrtc/protocol'
import type { Picture } from '../picture/index.ts'
import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'
import { Fault, stateFault } from './fault.ts'
import type { PictureFormat, PictureSide } from './method-types.ts'
import { stateTexts } from './state.ts'

export interface PictureRequest {
  readonly type: PictureSide
  readonly width: number | undefined
  readonly height: number | undefined
  readonly sid: number
  readonly picture_type: PictureFormat | undefined
}

const extensions = { 1: '.png', 2: '.jpg' } as const
const sides = { 0: 'local', 1: 'remote' } as const

/** TakePicture. @throws MeetingError */
export async function takeStreamPicture(context: MeetingContext, request: PictureRequest): Promise<Picture> {
  const { type, width, height, sid, picture_type: format = 1 } = request
  const { state, ports } = context
  try {
    if (state.state !== 'inRoom') throw stateFault(`Not in a room: ${stateTexts[state.state]}.`)
    const { call } = state
    const tracks = type === 0 ? call.publishing.find(sid)?.media : call.subscribing.find(sid)?.tracks
    if (tracks?.video === undefined) {
      throw new Fault('streamMissing', 'FEED_NOT_FOUND', `There is no ${sides[type]} stream ${sid} with video.`)
    }
    const picture = await ports.takePicture(tracks.video, {
      ...(width ? { width } : {}),
      ...(height ? { height } : {}),
      type: pictureTypes[format],
    })
    ports.saveFile(picture.blob, `mrtc-${sides[type]}-${sid}${extensions[format]}`)
    return picture
  } catch (thrown) {
    throw meetingError('changeStream', thrown)
  }
}
