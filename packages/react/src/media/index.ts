/** Pictures and sound on the page, and the devices they come from. */
export { RoomAudio, type RoomAudioProps } from './RoomAudio.tsx'
export { useDevices } from './useDevices.ts'
export { type FeedTracks, useTracks } from './useTracks.ts'
export { VideoView, type VideoViewProps } from './VideoView.tsx'
