/** Recordings: what there is, their files, and control of those that run (guide sections 5.1.2, 5.2 and 7). */
import { MrtcError, recordingParametersSchema, renderingSchema, serverNames } from '@mrtc/protocol'
import { ApiError } from '@mrtc/protocol/api'
import * as z from 'zod'
import type { RoomDirectory } from '../../calls/contract.ts'
import type { RecorderService } from '../../recorder/index.ts'
import type { Recordings, StoredRecording } from '../../store/index.ts'
import { page, pageOf, pageQuery } from '../pages.ts'
import { type Route, route } from '../route.ts'
import { bizName, id, instant, iso } from './common.ts'
import { recordingFileRoute } from './recording-file.ts'
import { recordingSchema, recordingState, recordingView } from './recording-view.ts'

const tag = 'recordings'
const roomIdLengthMax = 128

const { until: _, ...startFields } = recordingParametersSchema.shape

interface RecordingResources {
  readonly rooms: Pick<RoomDirectory, 'bizNameOf' | 'record'>
  readonly recorder: Pick<
    RecorderService,
    'stop' | 'pause' | 'resume' | 'delete' | 'renderAgain' | 'openFile' | 'progressOf'
  >
  readonly recordings: Recordings
}

export function recordingRoutes({ rooms, recorder, recordings }: RecordingResources): Route[] {
  const params = z.object({ recordId: id })
  const scope = {
    of: 'thing',
    appOf: async ({ recordId = '' }: Readonly<Record<string, string>>) => (await recordings.get(recordId))?.bizName,
    missing: 'RECORDING_NOT_FOUND',
  } as const
  const ofRoom = {
    of: 'thing',
    appOf: async ({ roomId = '' }: Readonly<Record<string, string>>) => rooms.bizNameOf(roomId),
    missing: 'ROOM_NOT_FOUND',
  } as const

  async function existing(recordId: string): Promise<StoredRecording> {
    const recording = await recordings.get(recordId)
    if (recording) return recording
    throw new MrtcError('RECORDING_NOT_FOUND', undefined, { field: 'recordId' })
  }

  const view = (recording: StoredRecording) => recordingView(recording, recorder.progressOf(recording.recordId))

  /** A route that does something to a recording that runs. */
  function control(name: 'stop' | 'pause' | 'resume', summary: string): Route {
    return route({
      operationId: `${name}Recording`,
      method: 'POST',
      path: `/recordings/{recordId}/${name}`,
      tag,
      summary,
      access: { by: 'permission', permission: 'recordings.control', scope },
      params,
      answer: { status: 200, json: recordingSchema },
      errors: ['RECORDING_NOT_FOUND', 'RECORDING_STATE_INVALID'],
      audit: `recordings.${name}`,
      handle: async ({ params: { recordId }, changed }) => {
        const before = await existing(recordId)
        await recorder[name](before.roomId, recordId)
        const after = await existing(recordId)
        changed({ target: recordId, bizName: after.bizName, before: before.state, after: after.state })
        return view(after)
      },
    })
  }

  return [
    route({
      operationId: 'listRecordings',
      method: 'GET',
      path: '/recordings',
      tag,
      summary: 'Recordings, the latest first',
      access: { by: 'permission', permission: 'recordings.read', scope: { of: 'list' } },
      query: pageQuery.extend({
        bizName: bizName.optional(),
        roomId: z.string().max(roomIdLengthMax).optional(),
        recordId: id.optional(),
        state: recordingState.optional(),
        from: instant.optional().describe('Started then or later.'),
        to: instant.optional().describe('Started before.'),
      }),
      answer: { status: 200, json: pageOf(recordingSchema) },
      errors: ['CURSOR_INVALID'],
      handle: async ({ query, app }) => {
        const { roomId, recordId, from, to } = query
        const wanted = {
          ...{ bizName: app, roomId, recordId },
          states: query.state && [query.state],
          startedFrom: from === undefined ? undefined : new Date(from),
          startedBefore: to === undefined ? undefined : new Date(to),
        }
        const found = await page(
          query,
          (after, limit) => recordings.list({ ...wanted, after: placeOf(after), limit }),
          ({ startedAt, recordId: last }) => `${startedAt.getTime()} ${last}`,
        )
        return { ...found, items: found.items.map(view) }
      },
    }),

    route({
      operationId: 'getRecording',
      method: 'GET',
      path: '/recordings/{recordId}',
      tag,
      summary: 'One recording',
      access: { by: 'permission', permission: 'recordings.read', scope },
      params,
      answer: { status: 200, json: recordingSchema },
      errors: ['RECORDING_NOT_FOUND'],
      handle: async ({ params: { recordId } }) => view(await existing(recordId)),
    }),

    route({
      operationId: 'startRecording',
      method: 'POST',
      path: '/rooms/{roomId}/recordings',
      tag,
      summary: 'Record a room, until it is stopped or the room ends',
      description: 'Everybody in the room is told. What is left out of the parameters gets its default.',
      access: { by: 'permission', permission: 'recordings.control', scope: ofRoom },
      params: z.object({ roomId: id }),
      body: z.strictObject(startFields),
      answer: { status: 201, json: recordingSchema },
      errors: ['ROOM_NOT_FOUND', 'RECORDING_LIMIT', 'RECORDER_UNAVAILABLE', 'SERVER_SHUTTING_DOWN'],
      audit: 'recordings.start',
      handle: async ({ params: { roomId }, body, changed }) => {
        const parameters = { ...body, until: 'roomEnds' as const }
        const { recordId } = await rooms.record(roomId, { startedBy: serverNames.server, parameters })
        const recording = await existing(recordId)
        changed({ target: recordId, bizName: recording.bizName, after: { roomId, parameters } })
        return view(recording)
      },
    }),

    control('stop', 'Stop a recording; its files are made then'),
    control('pause', 'Pause a recording'),
    control('resume', 'Go on with a recording that was paused'),

    route({
      operationId: 'renderRecording',
      method: 'POST',
      path: '/recordings/{recordId}/render',
      tag,
      summary: 'Make the files again, with another layout for example',
      description: 'As long as what was captured is kept (recorder.captureRetentionHours). The files of before go.',
      access: { by: 'permission', permission: 'recordings.control', scope },
      params,
      body: z.strictObject(renderingSchema.shape),
      answer: { status: 202, json: recordingSchema },
      errors: ['RECORDING_NOT_FOUND', 'RECORDING_STATE_INVALID'],
      audit: 'recordings.render',
      handle: async ({ params: { recordId }, body, changed }) => {
        const before = await existing(recordId)
        await recorder.renderAgain(recordId, body)
        changed({
          target: recordId,
          bizName: before.bizName,
          before: before.parameters.rendering,
          after: body,
        })
        return view(await existing(recordId))
      },
    }),

    route({
      operationId: 'deleteRecording',
      method: 'DELETE',
      path: '/recordings/{recordId}',
      tag,
      summary: 'Delete a recording with its files; one that runs is stopped',
      access: { by: 'permission', permission: 'recordings.delete', scope },
      params,
      answer: { status: 204 },
      errors: ['RECORDING_NOT_FOUND'],
      audit: 'recordings.delete',
      handle: async ({ params: { recordId }, changed }) => {
        const { bizName: app, roomId, startedAt, files } = await existing(recordId)
        await recorder.delete(recordId)
        const before = { roomId, startedAt: iso(startedAt), files: files.map(({ path }) => path) }
        changed({ target: recordId, bizName: app, before })
        return undefined
      },
    }),

    recordingFileRoute({ recorder, recordings, scope }),
  ]
}

function placeOf(key: string | undefined) {
  if (key === undefined) return undefined
  const [startedAt, recordId] = key.split(' ')
  const time = new Date(Number(startedAt))
  if (recordId !== undefined && !Number.isNaN(time.getTime())) return { startedAt: time, recordId }
  throw new ApiError('CURSOR_INVALID', undefined, { field: 'cursor' })
}
