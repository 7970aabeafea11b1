import { expect, test } from 'vitest'
import { complaintAboutNode } from './system-node.mjs'

test.each(['20.3.0', '20.20.2', '24.21.0', '100.0.0'])('Node %s carries the bootstrap', (version) => {
  expect(complaintAboutNode(version)).toBeUndefined()
})

test.each(['18.20.4', '20.2.0'])('Node %s is told to be too old', (version) => {
  expect(complaintAboutNode(version)).toContain(`this is Node ${version}; install Node 20 or later`)
})
