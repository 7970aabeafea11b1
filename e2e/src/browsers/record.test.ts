import { expect, it } from 'vitest'
import { lost } from './record.ts'

it('counts as lost what worked before and was tried in vain, not what was not tried or never worked', () => {
  const works = { state: 'works' } as const
  const fails = { state: 'fails', detail: 'no picture' } as const
  const before = { versions: [], results: { call: works, screen: fails, picture: works, data: works } }
  const now = { versions: [], results: { call: works, screen: fails, picture: fails } }
  expect(lost(before, now)).toEqual(['picture'])
})
