import { describe, expect, it } from 'vitest'
import { lookOf, type SegmenterState } from './look.ts'

describe('how a picture is shown', () => {
  it('is plain only for who asked for no background', () => {
    const states: readonly SegmenterState[] = ['none', 'loading', 'ready', 'failed']
    expect(states.map((state) => lookOf('none', state))).toEqual(['plain', 'plain', 'plain', 'plain'])
    for (const kind of ['blur', 'image'] as const) {
      expect(states.map((state) => lookOf(kind, state))).toEqual(['covered', 'covered', 'composed', 'covered'])
    }
  })
})
