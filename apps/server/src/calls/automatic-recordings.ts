/** Records the rooms of call apps whose settings say so (guide 5.1.2): from their first feed to their end. */
import { type RecordingParameters, recordingParametersSchema, serverNames } from '@mrtc/protocol'
import type { Happening } from '../happenings/index.ts'
import type { RoomDirectory } from './contract.ts'
import type { CallService } from './service.ts'

const parameters: RecordingParameters = recordingParametersSchema.parse({ until: 'roomEnds' })

/**
 * A room is recorded once: whoever stops its recording has it stopped. What could not be started is tried again with the
 * next feed; what a restart of the server cut short goes on as another recording once a publisher is back.
 * @returns what ends it
 */
export function keepAutomaticRecordings(calls: CallService, rooms: RoomDirectory): () => void {
  /** Rooms whose recording was begun. */
  const begun = new Set<string>()

  function begin(roomId: string): void {
    if (begun.has(roomId)) return
    begun.add(roomId)
    rooms.record(roomId, { startedBy: serverNames.automatic, parameters }).then(
      ({ recordId }) => calls.log.info({ roomId, recordId }, 'room is recorded automatically'),
      (error: unknown) => {
        begun.delete(roomId)
        calls.log.error({ roomId, err: error }, 'room cannot be recorded automatically')
      },
    )
  }

  const isWanted = (bizName: string) => calls.settings.settingsOf(bizName).recording.automatic

  const stopListening = calls.happenings.listen((happening: Happening) => {
    if (happening.kind === 'room.ended') begun.delete(happening.roomId)
    if (happening.kind === 'feed.published' && isWanted(happening.app.bizName)) begin(happening.roomId)
  })
  // Rooms that are in a call when the setting is switched on.
  const stopFollowing = calls.settings.onChanged((bizName) => {
    if (!isWanted(bizName)) return
    for (const { roomId, feedCount } of rooms.list({ bizName, limit: Number.POSITIVE_INFINITY })) {
      if (feedCount > 0) begin(roomId)
    }
  })
  return () => {
    stopListening()
    stopFollowing()
  }
}
