import { describe, expect, it } from 'vitest'
import { meterShare } from './audio-level.ts'
import { nextSpeech, silence } from './speaking.ts'

describe('nextSpeech', () => {
  it('begins with the first loud moment and outlasts pauses between words', () => {
    const speaking = nextSpeech(silence, 0.2, 1_000)
    expect(speaking.isSpeaking).toBe(true)
    expect(nextSpeech(speaking, 0, 1_500).isSpeaking).toBe(true)
    expect(nextSpeech(speaking, 0, 1_800).isSpeaking).toBe(false)
  })

  it('does not take noise for speech', () => {
    expect(nextSpeech(silence, 0.004, 1_000)).toBe(silence)
  })
})

describe('meterShare', () => {
  it('is empty in silence and full when loud', () => {
    expect(meterShare(0)).toBe(0)
    expect(meterShare(1)).toBe(1)
    expect(meterShare(0.02)).toBeGreaterThan(0.4)
  })
})
