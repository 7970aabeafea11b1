import { MrtcError } from '@mrtc/protocol/errors'
import type { CapturedMedia } from '../captured-media.ts'
import { captureError } from '../errors.ts'
import { longestSide, StillPicture } from '../still-picture.ts'
import type { OpenedPdf, PdfDocument } from './pdf-engine.ts'

const bytesPerMegabyte = 1_000_000
/** The file is held in memory, by the page and by the worker. */
const largestMegabytes = 200
/** A page of drawings and maps takes seconds; what takes longer holds up the call. */
const drawLimitMs = 20_000

/** The pages of a PDF that is shared; they count from 1. */
export interface Pages {
  readonly count: number
  /** The one that is shown. */
  readonly current: number
  /**
   * Shows another page. When it is asked again meanwhile, only the latest page is shown.
   * @throws MrtcError PARAMETER_INVALID (`field` is `page`) when there is no such page; CAPTURE_FAILED when it cannot be drawn
   */
  show(page: number): Promise<void>
  /** The page after the one shown or asked for last; stays on the last. @throws MrtcError CAPTURE_FAILED */
  next(): Promise<void>
  /** The page before; stays on the first. @throws MrtcError CAPTURE_FAILED */
  previous(): Promise<void>
}

export interface CapturedPdf extends CapturedMedia {
  readonly pages: Pages
}

export interface PdfOptions {
  readonly kinds: readonly ('audio' | 'video')[]
  readonly password?: string | undefined
}

/** @throws MrtcError CAPTURE_FAILED */
export async function capturePdf(file: Blob, { kinds, password }: PdfOptions): Promise<CapturedPdf> {
  if (!kinds.includes('video')) throw fileError('unfit', 'A PDF has no sound.')
  if (file.size > largestMegabytes * bytesPerMegabyte) {
    const megabytes = Math.ceil(file.size / bytesPerMegabyte)
    const message = `This PDF has ${megabytes} MB, and at most ${largestMegabytes} MB can be shared: share a part of it.`
    throw fileError('tooLarge', message)
  }
  const { openPdf } = await import('./pdf-engine.ts')
  const document = documentOf(await openPdf(await bytesOf(file), password))
  try {
    const first = await drawn(document, 1)
    const picture = new StillPicture(first, first, 'text')
    return {
      video: picture.track,
      pages: new ShownPages(document, picture),
      stop: () => {
        picture.stop()
        document.close()
      },
    }
  } catch (error) {
    document.close()
    throw error
  }
}

function fileError(reason: 'unfit' | 'tooLarge' | 'locked', message: string, cause?: unknown): MrtcError {
  return captureError({ device: 'file', reason, message, ...(cause === undefined ? {} : { cause }) })
}

async function bytesOf(file: Blob): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer()
  } catch (cause) {
    throw fileError('unfit', 'The file cannot be read: it may have been moved or changed. Choose it again.', cause)
  }
}

function documentOf(opened: OpenedPdf): PdfDocument {
  switch (opened.state) {
    case 'open':
      return opened.document
    case 'locked':
      throw fileError(
        'locked',
        opened.wasWrong
          ? 'The password of this PDF is another one: give the right one as `password`.'
          : 'This PDF is protected: give its password as `password`.',
      )
    case 'damaged':
      throw fileError(
        'unfit',
        'This PDF cannot be read: it is damaged, or no PDF. Open and save it anew.',
        opened.cause,
      )
  }
}

/** @throws MrtcError CAPTURE_FAILED; what the signal was aborted with */
async function drawn(document: PdfDocument, page: number, signal?: AbortSignal): Promise<HTMLCanvasElement> {
  const limit = AbortSignal.timeout(drawLimitMs)
  try {
    return await document.draw(page, longestSide, signal === undefined ? limit : AbortSignal.any([signal, limit]))
  } catch (cause) {
    signal?.throwIfAborted()
    const why = limit.aborted ? `takes longer than ${drawLimitMs / 1_000} s to draw` : 'cannot be drawn'
    throw fileError('unfit', `Page ${page} of this PDF ${why}.`, cause)
  }
}

class ShownPages implements Pages {
  readonly #document: PdfDocument
  readonly #picture: StillPicture
  #current = 1
  #wanted = 1
  #turning = new AbortController()

  constructor(document: PdfDocument, picture: StillPicture) {
    this.#document = document
    this.#picture = picture
  }

  get count(): number {
    return this.#document.pageCount
  }

  get current(): number {
    return this.#current
  }

  async show(page: number): Promise<void> {
    if (!Number.isInteger(page) || page < 1 || page > this.count) {
      throw new MrtcError('PARAMETER_INVALID', `The pages of this file are 1 to ${this.count}.`, { field: 'page' })
    }
    this.#turning.abort()
    const turning = new AbortController()
    this.#turning = turning
    this.#wanted = page
    try {
      const canvas = await drawn(this.#document, page, turning.signal)
      if (turning.signal.aborted) return
      this.#picture.show(canvas, canvas)
      this.#current = page
    } catch (error) {
      // Another page was asked for, which is no failure of this one.
      if (turning.signal.aborted) return
      this.#wanted = this.#current
      throw error
    }
  }

  next(): Promise<void> {
    return this.show(Math.min(this.count, this.#wanted + 1))
  }

  previous(): Promise<void> {
    return this.show(Math.max(1, this.#wanted - 1))
  }
}
