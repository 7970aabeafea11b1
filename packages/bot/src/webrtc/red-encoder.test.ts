import { redFormat } from '@mrtc/protocol'
import { expect, it } from 'vitest'
import type { EncodedFrame } from './encoded-frame.ts'
import { LocalTrack } from './tracks.ts'

const opusPayloadType = 111
const sound = (n: number): EncodedFrame => ({ data: Buffer.of(n), timestampMs: n * 20, keyFrame: true })

function sentOver(track: LocalTrack): Buffer[] {
  const sent: Buffer[] = []
  track.attach(({ data }) => sent.push(data))
  return sent
}

it('sends Opus as it is until RED is wanted, and again after it', () => {
  const track = new LocalTrack('audio')
  const sent = sentOver(track)
  track.write(sound(1))
  const red = track.makeRed(opusPayloadType)
  track.write(sound(2))
  red.close()
  track.write(sound(3))
  expect(sent).toEqual([Buffer.of(1), Buffer.of(opusPayloadType, 2), Buffer.of(3)])
})

it('repeats as many earlier packets as it is told, in ticks of 48 kHz', () => {
  const track = new LocalTrack('audio')
  const sent = sentOver(track)
  const red = track.makeRed(opusPayloadType)
  red.setDepth(2)
  for (const n of [1, 2, 3, 4]) track.write(sound(n))
  expect(redFormat.unpack(Uint8Array.from(sent.at(-1) ?? []))).toEqual({
    primary: new Uint8Array([4]),
    redundant: [
      { timestampOffset: 1_920, data: new Uint8Array([2]) },
      { timestampOffset: 960, data: new Uint8Array([3]) },
    ],
  })
})

it('goes on with the track that takes the place of the first', () => {
  const [first, second] = [new LocalTrack('audio'), new LocalTrack('audio')]
  const sent = [sentOver(first), sentOver(second)]
  const red = first.makeRed(opusPayloadType)
  red.setDepth(1)
  first.write(sound(1))
  red.follow(second.asMediaStreamTrack())
  second.write(sound(2))
  first.write(sound(3))
  expect(sent[0]).toEqual([Buffer.of(opusPayloadType, 1), Buffer.of(3)])
  expect(redFormat.unpack(sent[1]?.[0] ?? Buffer.alloc(0))?.redundant).toHaveLength(1)
})
