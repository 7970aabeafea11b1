import { MrtcError } from '@mrtc/protocol'
import type { RoomDirectory } from '../../calls/contract.ts'

function missing(): never {
  throw new MrtcError('ROOM_NOT_FOUND', undefined, { field: 'roomId' })
}

/** Of a server where nobody calls. */
export const noRooms: RoomDirectory = {
  list: () => [],
  bizNameOf: () => undefined,
  inspect: missing,
  kick: missing,
  end: missing,
  send: missing,
  record: async () => missing(),
}
