/**
 * Pictures of a stream, ours or another's (guide 6.3.2, TakePicture): `takePicture(videoElementOrTrack, options)` gives a
 * PNG or JPEG as a Blob. `saveFile` of `../platform` downloads it.
 */
export { pictureFit, type Rectangle } from './picture-fit.ts'
export type { PictureSource } from './picture-source.ts'
export { type Picture, type PictureOptions, type PictureType, takePicture } from './take-picture.ts'
