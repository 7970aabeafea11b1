import { expect, test } from 'vitest'
import { mediaConfigSchema } from './config.ts'

test('every interface needs an announced address, as clients cannot send to 0.0.0.0', () => {
  expect(mediaConfigSchema.safeParse({ listenIp: '0.0.0.0' }).error?.issues[0]?.path).toEqual(['announcedAddress'])
  expect(mediaConfigSchema.safeParse({ listenIp: '0.0.0.0', announcedAddress: '192.0.2.1' }).success).toBe(true)
})

test('there must be a port for each worker', () => {
  expect(mediaConfigSchema.safeParse({ rtcBasePort: 65_534, workerCount: 2 }).success).toBe(true)
  expect(mediaConfigSchema.safeParse({ rtcBasePort: 65_534, workerCount: 3 }).error?.issues[0]?.path).toEqual([
    'rtcBasePort',
  ])
})
