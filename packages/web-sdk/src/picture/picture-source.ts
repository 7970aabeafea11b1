/** An element that plays the stream, or its video track. Where a stream stands still, the element knows its picture at once. */
export type PictureSource = HTMLVideoElement | MediaStreamTrack
