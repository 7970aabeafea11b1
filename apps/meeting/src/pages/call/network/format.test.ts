import { describe, expect, it } from 'vitest'
import { bitrate, milliseconds, percent, pixels } from './format.ts'

describe('figures for people', () => {
  it('have a digit behind the point only where it says something', () => {
    expect([percent(0), percent(0.004), percent(0.25), percent(1)]).toEqual(['0 %', '0.4 %', '25 %', '100 %'])
    expect([milliseconds(2.34), milliseconds(123.4)]).toEqual(['2.3 ms', '123 ms'])
  })

  it('are a dash while they are not known', () => {
    expect([percent(undefined), milliseconds(undefined), bitrate(undefined), pixels(640, undefined)]).toEqual([
      '–',
      '–',
      '–',
      '–',
    ])
  })

  it('change to the larger unit when they are large', () => {
    expect([bitrate(64_200), bitrate(1_250_000)]).toEqual(['64 kbit/s', '1.3 Mbit/s'])
  })
})
