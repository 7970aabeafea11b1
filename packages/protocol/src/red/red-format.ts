/** One Opus frame as a RED payload repeats it. */
export interface RedundantFrame {
  /** How much earlier than the payload's own frame, in ticks of 48 kHz: 1 to 16383. */
  readonly timestampOffset: number
  readonly data: Uint8Array
}

export interface RedPayload {
  readonly primary: Uint8Array
  /** Of earlier frames, oldest first. */
  readonly redundant: readonly RedundantFrame[]
}

/** Makes RED payloads of a stream's frames in the order in which they are sent. */
export interface RedPacketizer {
  /**
   * @param timestamp RTP timestamp, 32 bits that wrap
   * @param depth how many earlier frames are repeated at most
   */
  packetize(frame: { readonly timestamp: number; readonly data: Uint8Array }, depth: number): Uint8Array
}

export interface RedFormat {
  /** @param payloadType of Opus, in each block's header. @throws RangeError for what no header can say */
  pack(payload: RedPayload, payloadType: number): Uint8Array
  /** @returns undefined when it is malformed */
  unpack(payload: Uint8Array): RedPayload | undefined
  createPacketizer(payloadType: number): RedPacketizer
}

/**
 * RFC 2198 for Opus. The function stands on its own, without a name from outside: its source runs in the workers that
 * transform a browser's frames.
 *
 * A packetizer's redundant blocks are the frames sent directly before, none left out: the n-th from the end has the
 * sequence number of the packet minus n.
 */
export function createRedFormat(): RedFormat {
  // RFC 2198, 3: block header of a redundant block is F(1) PT(7) offset(14) length(10), of the last block F(1) PT(7).
  const redundantHeaderBytes = 4
  const primaryHeaderBytes = 1
  const blockLengthMax = 0x3ff
  const timestampOffsetMax = 0x3fff
  const moreBlocksFlag = 0x80
  const payloadTypeMask = 0x7f
  // Fits every path with room for RTP, SRTP, UDP and tunnels: a payload that fragments is lost twice as easily.
  const payloadBytesMax = 1_150
  /** More is of no use: it spans more time than a listener waits. */
  const depthMax = 16

  function pack({ primary, redundant }: RedPayload, payloadType: number): Uint8Array {
    let size = primaryHeaderBytes + primary.length
    for (const { data } of redundant) size += redundantHeaderBytes + data.length
    const packed = new Uint8Array(size)
    let at = 0
    for (const { timestampOffset, data } of redundant) {
      if (timestampOffset < 0 || timestampOffset > timestampOffsetMax || data.length > blockLengthMax) {
        throw new RangeError(`a RED block cannot be ${data.length} bytes from ${timestampOffset} ticks ago`)
      }
      packed[at++] = moreBlocksFlag | payloadType
      packed[at++] = timestampOffset >> 6
      packed[at++] = ((timestampOffset & 0x3f) << 2) | (data.length >> 8)
      packed[at++] = data.length & 0xff
    }
    packed[at++] = payloadType & payloadTypeMask
    for (const { data } of redundant) {
      packed.set(data, at)
      at += data.length
    }
    packed.set(primary, at)
    return packed
  }

  function unpack(payload: Uint8Array): RedPayload | undefined {
    const headers: { timestampOffset: number; length: number }[] = []
    let at = 0
    while (((payload[at] ?? 0) & moreBlocksFlag) !== 0) {
      const [, high = 0, middle = 0, low = 0] = payload.subarray(at, at + redundantHeaderBytes)
      headers.push({ timestampOffset: (high << 6) | (middle >> 2), length: ((middle & 0x3) << 8) | low })
      at += redundantHeaderBytes
    }
    at += primaryHeaderBytes
    if (at > payload.length) return undefined
    const redundant: RedundantFrame[] = []
    for (const { timestampOffset, length } of headers) {
      if (at + length > payload.length) return undefined
      redundant.push({ timestampOffset, data: payload.subarray(at, at + length) })
      at += length
    }
    return { primary: payload.subarray(at), redundant }
  }

  function createPacketizer(payloadType: number): RedPacketizer {
    let history: { timestamp: number; data: Uint8Array }[] = []
    return {
      packetize({ timestamp, data }, depth) {
        const redundant: RedundantFrame[] = []
        let size = primaryHeaderBytes + data.length
        // From the newest back, until one cannot be said or there is no room: no frame in between is left out.
        for (const earlier of history.slice(0, Math.max(0, depth))) {
          const timestampOffset = (timestamp - earlier.timestamp) >>> 0
          size += redundantHeaderBytes + earlier.data.length
          const fits = timestampOffset > 0 && timestampOffset <= timestampOffsetMax && size <= payloadBytesMax
          if (!fits || earlier.data.length > blockLengthMax) break
          redundant.unshift({ timestampOffset, data: earlier.data })
        }
        history = [{ timestamp, data: data.slice() }, ...history.slice(0, depthMax - 1)]
        return pack({ primary: data, redundant }, payloadType)
      },
    }
  }

  return { pack, unpack, createPacketizer }
}
