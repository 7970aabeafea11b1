import { MrtcError } from '@mrtc/protocol'

/**
 * Reads `CreatRoomParam.ext` (guide 3.4.4). Recording is not there yet: a room that depends on it is not created.
 * @throws MrtcError PARAMETER_INVALID, MEDIA_UNAVAILABLE
 */
export function checkRecordingWish(ext: string | undefined): void {
  if (ext === undefined || ext === '') return
  let wish: unknown
  try {
    wish = JSON.parse(ext)
  } catch (cause) {
    throw new MrtcError('PARAMETER_INVALID', 'ext is not JSON.', { field: 'ext', cause })
  }
  if (typeof wish !== 'object' || wish === null) {
    throw new MrtcError('PARAMETER_INVALID', 'ext is not a JSON object.', { field: 'ext' })
  }
  const { defaultRecord, recordStrongDepend } = wish as Record<string, unknown>
  if (defaultRecord === true && recordStrongDepend === true) {
    throw new MrtcError('MEDIA_UNAVAILABLE', 'This server does not record: create the room without recordStrongDepend.')
  }
}
