/**
 * Loaded with the first file that is sent: one attempt to bring the rest of a file to the server, by the tus protocol.
 * Imports nothing of ours that has an identity, see the build of the Web SDK.
 */
import { DetailedError, Upload } from 'tus-js-client'

/** A request each, so that proxies with limits let it pass and progress is kept by the server. */
const chunkBytes = 8 * 1024 * 1024
/** Browsers send slices of a file as they are, Node's requests take buffers. */
const sendsBlobs = typeof XMLHttpRequest !== 'undefined'

export interface TusUploadOptions {
  readonly url: string
  readonly token: string
  readonly content: Blob
  /** What has left; what the server has may be less. */
  readonly onProgress: (sentBytes: number) => void
  readonly signal: AbortSignal
}

export type TusOutcome =
  | { readonly outcome: 'complete' }
  | { readonly outcome: 'aborted' }
  /** No status: the server was not reached. */
  | { readonly outcome: 'failed'; readonly status: number | undefined; readonly body: string; readonly cause: Error }

export function tusUpload({ url, token, content, onProgress, signal }: TusUploadOptions): Promise<TusOutcome> {
  return new Promise((resolve) => {
    const settle = (outcome: TusOutcome) => {
      signal.removeEventListener('abort', abort)
      resolve(outcome)
    }
    const upload = new Upload(content, {
      uploadUrl: url,
      headers: { Authorization: `Bearer ${token}` },
      chunkSize: chunkBytes,
      retryDelays: null,
      storeFingerprintForResuming: false,
      fileReader: { openFile: async () => sourceOf(content) },
      onProgress,
      onSuccess: () => settle({ outcome: 'complete' }),
      onError: (cause) => {
        const response = cause instanceof DetailedError ? cause.originalResponse : null
        const status = response?.getStatus()
        settle({ outcome: 'failed', status: status === 0 ? undefined : status, body: response?.getBody() ?? '', cause })
      },
    })
    const abort = () => {
      void upload.abort()
      settle({ outcome: 'aborted' })
    }
    if (signal.aborted) return settle({ outcome: 'aborted' })
    signal.addEventListener('abort', abort, { once: true })
    upload.start()
  })
}

function sourceOf(content: Blob) {
  return {
    size: content.size,
    async slice(start: number, end: number) {
      const blob = content.slice(start, end)
      const value = sendsBlobs ? blob : Object.assign(new Uint8Array(await blob.arrayBuffer()), { size: blob.size })
      return { value, done: end >= content.size }
    },
    close: () => {},
  }
}
