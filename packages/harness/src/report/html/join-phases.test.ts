import { expect, it } from 'vitest'
import { joinSegments } from './join-phases.ts'

const phases = {
  socketOpen: 60,
  welcome: 110,
  roomJoined: 170,
  iceConnected: 400,
  dtlsConnected: 500,
  firstPacket: 550,
  firstFrameDecoded: 600,
  firstFrameShown: 620,
}

it('stacks phases without gaps up to the first frame shown', () => {
  const segments = joinSegments(phases)
  expect(segments.map(({ fromMs }) => fromMs)).toEqual([0, 60, 110, 170, 400, 500, 550, 600])
  expect(segments.at(-1)?.toMs).toBe(620)
})

it('leaves out what never came, and gives no width to what came before its turn', () => {
  const segments = joinSegments({ ...phases, iceConnected: 150, firstFrameDecoded: null, firstFrameShown: null })
  expect(segments.map(({ title, fromMs, toMs }) => [title, toMs - fromMs])).toEqual([
    ['socket', 60],
    ['session', 50],
    ['room', 60],
    ['ICE', 0],
    ['DTLS', 330],
    ['first packet', 50],
  ])
})
