/// <reference path="../../vite-modules.d.ts" />
/** Loaded when the first PDF is opened: PDF.js and its worker. Imports nothing of ours that has an identity, see build/. */
import {
  getDocument,
  PasswordException,
  PasswordResponses,
  type PDFDocumentProxy,
  PDFWorker,
  VerbosityLevel,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerSource from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?raw'
import { BundledData } from './pdf-data.ts'

export interface PdfDocument {
  readonly pageCount: number
  /** @param page counts from 1 @param longestSide pixels @throws the signal's reason, or what PDF.js gives */
  draw(page: number, longestSide: number, signal: AbortSignal): Promise<HTMLCanvasElement>
  /** Idempotent. */
  close(): void
}

export type OpenedPdf =
  | { readonly state: 'open'; readonly document: PdfDocument }
  | { readonly state: 'locked'; readonly wasWrong: boolean }
  | { readonly state: 'damaged'; readonly cause: unknown }

/** Its own worker, so that neither an application's PDF.js nor another document is disturbed. */
function startWorker(): { readonly worker: PDFWorker; readonly end: () => void } {
  const url = URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' }))
  const port = new Worker(url, { type: 'module', name: 'mrtc-pdf' })
  const worker = PDFWorker.create({ port })
  return {
    worker,
    end: () => {
      worker.destroy()
      port.terminate()
      URL.revokeObjectURL(url)
    },
  }
}

/** @param data is handed to the worker: it is empty afterwards */
export async function openPdf(data: ArrayBuffer, password?: string): Promise<OpenedPdf> {
  const { worker, end } = startWorker()
  const task = getDocument({
    data,
    worker,
    BinaryDataFactory: BundledData,
    useWorkerFetch: false,
    // Addresses are BundledData's; these only say that there are such files.
    cMapUrl: '/',
    standardFontDataUrl: '/',
    wasmUrl: '/',
    // The page draws itself: a second worker would need a second copy of the library.
    disableWorkerRendering: true,
    // Documents are pictures here: what scripts and forms would do is not wanted.
    enableXfa: false,
    // What is wrong in a document is not for the console of the application.
    verbosity: VerbosityLevel.ERRORS,
    ...(password === undefined ? {} : { password }),
  })
  try {
    return { state: 'open', document: opened(await task.promise, end) }
  } catch (cause) {
    end()
    if (!(cause instanceof PasswordException)) return { state: 'damaged', cause }
    return { state: 'locked', wasWrong: cause.code === PasswordResponses.INCORRECT_PASSWORD }
  }
}

function opened(document: PDFDocumentProxy, end: () => void): PdfDocument {
  let isClosed = false
  return {
    pageCount: document.numPages,
    draw: (page, longestSide, signal) => draw(document, { page, longestSide, signal }),
    close: () => {
      if (isClosed) return
      isClosed = true
      // The worker goes with it, so that nothing is left that could refuse.
      document.loadingTask.destroy().then(end, end)
    },
  }
}

interface Drawing {
  readonly page: number
  readonly longestSide: number
  readonly signal: AbortSignal
}

async function draw(document: PDFDocumentProxy, { page, longestSide, signal }: Drawing): Promise<HTMLCanvasElement> {
  const proxy = await document.getPage(page)
  signal.throwIfAborted()
  const { width, height } = proxy.getViewport({ scale: 1 })
  const viewport = proxy.getViewport({ scale: longestSide / Math.max(width, height) })
  const canvas = globalThis.document.createElement('canvas')
  canvas.width = Math.round(viewport.width)
  canvas.height = Math.round(viewport.height)
  const task = proxy.render({ canvas, viewport })
  const cancel = () => task.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    await task.promise
  } finally {
    signal.removeEventListener('abort', cancel)
    proxy.cleanup()
  }
  return canvas
}
