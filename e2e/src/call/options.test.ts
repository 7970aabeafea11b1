import { describe, expect, it } from 'vitest'
import { UsageError } from '../support/command-line.ts'
import { parseCallOptions } from './options.ts'

describe('the options of a call', () => {
  it('default to two browsers and a bot for 20 seconds', () => {
    expect(parseCallOptions([])).toEqual({ browsers: 2, bots: 1, seconds: 20, url: undefined, json: false })
  })

  it.each([
    ['--browsers nine', /--browsers nine: give a whole number from 0 to 8/],
    ['--seconds 1', /--seconds 1: give a whole number from 2 to 600/],
    ['--browsers 1 --bots 0', /a call needs two participants/],
    ['--url localhost', /--url localhost: give the server's http/],
    ['--wat', /Unknown option '--wat'/],
  ])('%s is refused with what to do', (line, message) => {
    const parse = () => parseCallOptions(line.split(' '))
    expect(parse).toThrow(UsageError)
    expect(parse).toThrow(message)
  })
})
