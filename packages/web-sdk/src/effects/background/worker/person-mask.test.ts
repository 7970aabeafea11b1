import { describe, expect, it } from 'vitest'
import { PersonMask } from './person-mask.ts'

const only = (alpha: Uint8ClampedArray) => alpha[0] ?? Number.NaN

describe('the mask of a person', () => {
  it('is full where the model is sure of a person, empty where it is sure of none', () => {
    const mask = new PersonMask(3, { edgeSoftness: 0.4, steadiness: 0.6 })
    expect([...mask.update([0, 0.5, 1])]).toEqual([0, 128, 255])
  })

  it('follows somebody who moves at once, and hardly what flickers', () => {
    const steady = new PersonMask(1, { edgeSoftness: 1, steadiness: 0.9 })
    steady.update([0])
    expect(only(steady.update([1]))).toBe(255)
    const flickering = only(steady.update([0.8]))
    const atOnce = new PersonMask(1, { edgeSoftness: 1, steadiness: 0 })
    atOnce.update([1])
    expect(flickering).toBeGreaterThan(only(atOnce.update([0.8])))
  })

  it('has softer edges when it is told so', () => {
    const alphaAt = (edgeSoftness: number) => only(new PersonMask(1, { edgeSoftness, steadiness: 0 }).update([0.6]))
    expect(alphaAt(0)).toBe(255)
    expect(alphaAt(1)).toBeLessThan(200)
  })

  it('begins anew with another scene', () => {
    const mask = new PersonMask(1, { edgeSoftness: 1, steadiness: 1 })
    mask.update([0.6])
    const lagging = only(mask.update([0.4]))
    mask.forget()
    expect(only(mask.update([0.4]))).toBeLessThan(lagging)
  })
})
