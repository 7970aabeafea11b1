import type { Numbered, ServerBody, ServerFrame } from '@mrtc/protocol'

export function encodeFrame(frame: ServerFrame): string {
  return JSON.stringify(frame)
}

/** Writes messages. An event for a whole room is the same payload for each: it is written out once. */
export class MessageEncoder {
  #payload: object | undefined
  #bodyText = ''

  encode({ seq, body }: Numbered<ServerBody | null>, ack: number): string {
    return `{"type":"message","seq":${seq},"ack":${ack},"body":${this.#textOf(body)}}`
  }

  #textOf(body: ServerBody | null): string {
    if (body?.type !== 'event') return JSON.stringify(body)
    if (body.payload !== this.#payload) {
      this.#payload = body.payload
      this.#bodyText = JSON.stringify(body)
    }
    return this.#bodyText
  }
}
