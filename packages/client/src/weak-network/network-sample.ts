/** One second of a path, as counted at this end. */
export interface PathSample {
  /** Packets that should have arrived, retransmissions included where they can be told apart. */
  readonly packets: number
  /** Of those, how many did not at their first try. */
  readonly lostPackets: number
  /** The shortest round trip measured lately; undefined when none was. */
  readonly rttMs: number | undefined
  /** The longest measured in this second, where there were several: reports tell of a queue late, or twice. */
  readonly longestRttMs?: number | undefined
  /** Variation of arrival times (RFC 3550, 6.4.1); of what we receive only. */
  readonly jitterMs: number
  /** What the sender's congestion control takes the path for; of what we send only, where the browser tells. */
  readonly availableBps?: number | undefined
}

export interface NetworkSample {
  readonly atMs: number
  /** What we send; undefined when we send nothing. */
  readonly up: PathSample | undefined
  /** What we receive, from its publisher on; undefined when we receive nothing. */
  readonly down: PathSample | undefined
  /** The share of what we send that is lost on the way to its worst receiver, as the server says. */
  readonly demandedLossShare: number
  /** The least that the receivers of one of our feeds can take of its video, as the server says. */
  readonly demandedLimitBps?: number | undefined
}
