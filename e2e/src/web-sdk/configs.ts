/** Room configurations with the elements of the page that `sdk-server.ts` serves. */
import type { InitRoomConfig, PublishConfig, SubscribeElements } from '@mrtc/web-sdk'

export const slots: readonly SubscribeElements[] = [1, 2].map((n) => ({
  subscribe_video_id: `video${n}`,
  subscribe_audio_id: `audio${n}`,
  subscribe_streamId_id: `stream${n}`,
}))

export const ownCamera = {
  media_type: 1,
  publish_device: 1,
  publish_video_id: 'own1',
  publish_streamId_id: 'ownStream1',
  publish_tag: 'camera',
} as const satisfies PublishConfig

const { publish_video_id, publish_streamId_id, publish_tag, ...published } = ownCamera
const publishing = { ...published, initPublish: [{ publish_video_id, publish_streamId_id, publish_tag }] }

export const subscribeAll: InitRoomConfig = { auto_publish_subscribe: 1, initSubscribe: slots }
export const publishOnly: InitRoomConfig = { auto_publish_subscribe: 2, ...publishing }
export const both: InitRoomConfig = { auto_publish_subscribe: 3, initSubscribe: slots, ...publishing }
export const manual: InitRoomConfig = { auto_publish_subscribe: 4 }
export const whenAccompanied: InitRoomConfig = { auto_publish_subscribe: 5, initSubscribe: slots, ...publishing }
/** Straight from page to page while there are two (guide 6.3.1, engine). */
export const direct: InitRoomConfig = { ...both, engine: 2 }
