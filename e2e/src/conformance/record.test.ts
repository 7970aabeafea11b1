import { describe, expect, it } from 'vitest'
import { catalogue, kinds, without } from './catalogue.ts'
import { Observations } from './observations.ts'
import { dropped, readRecord } from './record.ts'
import { unreachable } from './unreachable.ts'

describe('the record', () => {
  it('has names of the catalogue only, and what is in it is not called unreachable', async () => {
    const record = await readRecord()
    for (const kind of kinds) {
      expect(without(record[kind], catalogue[kind])).toEqual([])
      expect(record[kind].filter((name) => unreachable[kind][name] !== undefined)).toEqual([])
    }
  })

  it('holds later runs to what was observed', () => {
    const seen = new Observations()
    seen.addCall({ method: 'Connect', outcome: { value: null } })
    const record = { methods: ['Connect', 'Publish'], callbacks: [], codes: [] }
    expect(dropped(record, seen)).toEqual([{ kind: 'methods', name: 'Publish' }])
  })
})

it('gives reasons for what is in the catalogue only', () => {
  for (const kind of kinds) expect(without(Object.keys(unreachable[kind]), catalogue[kind])).toEqual([])
})
