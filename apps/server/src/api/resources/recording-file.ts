/** The file of a recording, to be played or downloaded: as a stream, never whole in memory. */
import { Readable } from 'node:stream'
import { MrtcError, type RecordingFile } from '@mrtc/protocol'
import * as z from 'zod'
import { attachmentHeader, parseByteRange } from '../../files/index.ts'
import type { RecorderService } from '../../recorder/index.ts'
import type { Recordings } from '../../store/index.ts'
import { type Content, type Route, route, type Scope } from '../route.ts'
import { id } from './common.ts'
import { fileNameOf } from './recording-view.ts'

const fileIndexMax = 999
const partialContent = 206
const rangeNotSatisfiable = 416
const contentTypes = { mp4: 'video/mp4', flv: 'video/x-flv', m4a: 'audio/mp4' } as const satisfies Record<
  RecordingFile['format'],
  string
>

interface RecordingFiles {
  readonly recorder: Pick<RecorderService, 'openFile'>
  readonly recordings: Pick<Recordings, 'get'>
  readonly scope: Scope
}

export function recordingFileRoute({ recorder, recordings, scope }: RecordingFiles): Route {
  return route({
    operationId: 'getRecordingFile',
    method: 'GET',
    path: '/recordings/{recordId}/files/{index}',
    tag: 'recordings',
    summary: 'Play or download a file of a recording, or a range of it',
    access: { by: 'permission', permission: 'recordings.read', scope },
    params: z.object({
      recordId: id,
      index: z.coerce.number().int().min(0).max(fileIndexMax),
    }),
    query: z.strictObject({
      download: z.enum(['true', 'false']).default('false').describe('true: browsers keep it instead of playing it.'),
    }),
    answer: { status: 200, contentType: Object.values(contentTypes), hasRanges: true },
    errors: ['RECORDING_NOT_FOUND'],
    handle: async ({ params: { recordId, index }, query, request }) => {
      const recording = await recordings.get(recordId)
      const file = recording?.files[index]
      if (!recording || !file) throw new MrtcError('RECORDING_NOT_FOUND', undefined, { field: 'index' })
      const { format, sizeBytes, durationMs } = file
      const disposition = attachmentHeader(fileNameOf(recording, index))
      const etag = `"${recordId}-${index}-${sizeBytes}-${durationMs}"`
      const headers = {
        'content-type': contentTypes[format],
        'content-disposition': query.download === 'true' ? disposition : disposition.replace('attachment', 'inline'),
        'accept-ranges': 'bytes',
        'cache-control': 'private, no-cache',
        etag,
      }
      const { range: asked, 'if-range': ifRange = etag } = request.headers
      const range = parseByteRange(ifRange === etag ? one(asked) : undefined, sizeBytes)
      if (range === 'unsatisfiable') {
        const contentRange = `bytes */${sizeBytes}`
        return { status: rangeNotSatisfiable, headers: { 'content-range': contentRange }, body: '' }
      }
      const { offsetBytes, lengthBytes } = range ?? { offsetBytes: 0, lengthBytes: sizeBytes }
      const last = offsetBytes + lengthBytes - 1
      return {
        headers: {
          ...headers,
          'content-length': String(lengthBytes),
          ...(range ? { 'content-range': `bytes ${offsetBytes}-${last}/${sizeBytes}` } : {}),
        },
        ...(range ? { status: partialContent } : {}),
        body:
          request.method === 'HEAD'
            ? Readable.from([])
            : (await recorder.openFile({ recordId, index }, range ?? undefined)).body,
      } satisfies Content
    },
  })
}

const one = (header: string | string[] | undefined) => (typeof header === 'string' ? header : undefined)
