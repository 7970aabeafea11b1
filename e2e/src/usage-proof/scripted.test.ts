import { expect, test } from 'vitest'
import { isOff } from './comparison.ts'
import { proveScriptedDay } from './scripted.ts'

test('usage of a scripted day is counted exactly, for each app and for all together', {
  timeout: 120_000,
}, async () => {
  const compared = await proveScriptedDay({ calls: 40, seed: 7 })
  expect(compared).toHaveLength(3)
  for (const { title, lines } of compared) {
    expect(lines.filter((line) => isOff(line, 0)).map(({ figure }) => `${title}: ${figure}`)).toEqual([])
    expect(lines.some(({ expected }) => expected > 0)).toBe(true)
  }
})
