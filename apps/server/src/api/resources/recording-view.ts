/** A recording as the API shows it. */
import { type RecordingState, recordingParametersSchema, serverNames } from '@mrtc/protocol'
import * as z from 'zod'
import type { StoredRecording } from '../../store/index.ts'
import { apiPrefix } from '../openapi.ts'
import { instant, iso, isoOrNull } from './common.ts'

export const recordingState = z
  .enum(['recording', 'paused', 'rendering', 'ready', 'failed'] satisfies RecordingState[])
  .describe('rendering: it is over, and its files are being made.')

export const recordingSchema = z
  .object({
    recordId: z.string(),
    roomId: z.string(),
    bizName: z.string(),
    state: recordingState,
    startedBy: z
      .string()
      .describe(
        `A participant's uid; ${serverNames.server}: by this API; ${serverNames.automatic}: by the app's settings.`,
      ),
    startedAt: instant,
    endedAt: instant.nullable().describe('When it stopped recording.'),
    progress: z.number().nullable().describe('From 0 to 1 while its files are being made.'),
    failure: z.string().nullable().describe('Why it failed.'),
    parameters: recordingParametersSchema,
    files: z.array(
      z.object({
        index: z.number().int().describe('In the address of the file.'),
        name: z.string().describe('That it is downloaded under.'),
        kinds: z.array(z.enum(['audio', 'video'])),
        format: z.enum(['mp4', 'flv', 'm4a']),
        sizeBytes: z.number().int(),
        durationMs: z.number().int(),
        startedAt: instant.describe('When what is on its beginning happened.'),
        url: z.string().describe('To play it; with `?download=true` to keep it.'),
      }),
    ),
  })
  .meta({ id: 'Recording' })

/** @returns what the n-th file is downloaded under */
export function fileNameOf({ recordId, parameters: { name }, files }: StoredRecording, index: number): string {
  const number = files.length > 1 ? `-${index + 1}` : ''
  return `${(name ?? recordId).replaceAll('/', '_')}${number}.${files[index]?.format ?? ''}`
}

/** @param progress from 0 to 1, of making its files */
export function recordingView(recording: StoredRecording, progress: number | undefined) {
  const { recordId, roomId, bizName: app, startedBy, startedAt, endedAt, failure, parameters, files } = recording
  return {
    ...{ recordId, roomId, bizName: app, startedBy, failure, parameters },
    state: recording.state,
    startedAt: iso(startedAt),
    endedAt: isoOrNull(endedAt ?? undefined),
    progress: recording.state === 'rendering' ? (progress ?? 0) : null,
    files: files.map(({ kinds, format, sizeBytes, durationMs, startedAt: begin }, index) => ({
      ...{ index, name: fileNameOf(recording, index), format, sizeBytes, durationMs },
      kinds: [...kinds],
      startedAt: iso(new Date(begin)),
      url: `${apiPrefix}/recordings/${recordId}/files/${index}`,
    })),
  }
}
