/** Small types of the methods' parameters and results, which applications see. */

/** What StopRecord gives. */
export interface StoppedRecording {
  /** An address of the file within this page, until the room is left. */
  readonly videoURL: string
  readonly blob: Blob
}

/** Of a PDF that is shared. Pages count from 1. */
export interface FilePage {
  readonly page: number
  readonly pageCount: number
}

/** Pixels of a video. */
export interface StreamSize {
  readonly width: number
  readonly height: number
}

/** 0: to those who are connected, 1: push through Alipay, which the platform does not have. */
export type InviteChannel = 0 | 1
/** 0: accept, 2: decline. */
export type InviteAnswer = 0 | 2

/** Of TakePicture. 0: a stream of ours, 1: another's. */
export type PictureSide = 0 | 1
/** 1: PNG, 2: JPEG. */
export type PictureFormat = 1 | 2
