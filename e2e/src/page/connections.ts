/** Every peer connection of the page, to look at and to break. Imported before anything makes one. */

const connections: RTCPeerConnection[] = []

globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration)
    connections.push(this)
  }
}

/** Only servers are ICE lite. */
const isToServer = ({ remoteDescription }: RTCPeerConnection) => remoteDescription?.sdp.includes('a=ice-lite') ?? false
const open = () => connections.filter(({ connectionState }) => connectionState !== 'closed')

/** Bytes of media so far. */
export async function sentToServer(): Promise<number> {
  let bytes = 0
  for (const connection of open().filter(isToServer)) {
    for (const stat of (await connection.getStats()).values()) if (stat.type === 'outbound-rtp') bytes += stat.bytesSent
  }
  return bytes
}

/** Of our ends of the pairs in use. */
export async function candidateTypes(): Promise<string[]> {
  const types = await Promise.all(
    open().map(async (connection) => {
      const stats = [...(await connection.getStats()).values()]
      const pairs = stats.filter(
        ({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded',
      )
      return pairs.flatMap(
        ({ localCandidateId }) => stats.find(({ id }) => id === localCandidateId)?.candidateType ?? [],
      )
    }),
  )
  return types.flat()
}

export function closeDirect(): void {
  for (const connection of open()) if (!isToServer(connection)) connection.close()
}
