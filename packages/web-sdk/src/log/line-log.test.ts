import { expect, it } from 'vitest'
import { LineLog, maxLogLines } from './line-log.ts'

const at = () => new Date(0)

it('writes time, level, message and data, errors by their message', () => {
  const log = new LineLog(at)
  log.warn('a socket closed', { error: new Error('gone'), attempt: 2 })
  expect(log.text()).toBe('1970-01-01T00:00:00.000Z warn a socket closed {"error":"Error: gone","attempt":2}\n')
})

it('keeps the last lines, in order', () => {
  const log = new LineLog(at)
  for (let line = 0; line < maxLogLines + 2; line += 1) log.info(`line ${line}`)
  const lines = log.text().trimEnd().split('\n')
  expect(lines).toHaveLength(maxLogLines)
  expect(lines[0]).toContain('line 2')
  expect(lines.at(-1)).toContain(`line ${maxLogLines + 1}`)
})

it('survives data that leads in circles', () => {
  const log = new LineLog(at)
  const circle: Record<string, unknown> = {}
  circle.self = circle
  log.debug('round', circle)
  expect(log.text()).toContain('(cannot be written)')
})
