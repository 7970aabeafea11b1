import type { Participant } from '@mrtc/protocol'

/** With whom media may go directly: the only other one, where both said so and nothing is recorded by the server. */
export function eligiblePeer(
  participants: ReadonlyMap<string, Participant>,
  localUid: string,
  isRecorded: boolean,
): Participant | undefined {
  if (isRecorded || participants.size !== 2 || participants.get(localUid)?.direct !== true) return undefined
  const other = [...participants.values()].find(({ uid }) => uid !== localUid)
  return other?.direct === true ? other : undefined
}
