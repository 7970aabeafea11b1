import { describe, expect, it } from 'vitest'
import { feedSourceSchema, leaveReasonSchema } from '../model.ts'
import {
  autoPublishSubscribeModes,
  exitTypes,
  leaveTypes,
  linuxEventTypes,
  linuxSessionNames,
  mediaTypes,
  publishDevices,
  videoProfiles,
  webCallbackNames,
  webMethodNames,
} from './index.ts'

describe('names of the guide', () => {
  it('are 40 methods and 82 callbacks of the Web SDK, each once', () => {
    expect(new Set(webMethodNames).size).toBe(40)
    expect(webMethodNames).toHaveLength(40)
    expect(new Set(webCallbackNames).size).toBe(82)
    expect(webCallbackNames).toHaveLength(82)
  })

  it('are those of the Linux SDK, its events numbered as declared', () => {
    expect(linuxSessionNames).toHaveLength(13)
    expect(linuxEventTypes.indexOf('WSS_LINK')).toBe(1)
    expect(linuxEventTypes.indexOf('START_RECORD')).toBe(8)
  })
})

describe('numbers of the guide', () => {
  it('have a source for each publish device', () => {
    expect(Object.values(publishDevices)).toEqual(feedSourceSchema.options)
  })

  it('have profiles 1 to 10, portrait ones upright, with even sizes for 4:2:0 video', () => {
    expect(Object.keys(videoProfiles).map(Number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    for (const { name, width, height } of Object.values(videoProfiles)) {
      expect(height > width).toBe(name.endsWith('portrait'))
      expect((width % 2) + (height % 2)).toBe(0)
    }
  })

  it('call leaving on purpose normal, and only that', () => {
    expect(leaveTypes).toMatchObject({ left: 1, kicked: 3 })
    for (const reason of leaveReasonSchema.options) expect(exitTypes[reason] === 1).toBe(reason === 'left')
  })

  it('publish in mode 5 once others are there', () => {
    expect(autoPublishSubscribeModes[5]).toEqual({ subscribe: true, publish: 'withOthers' })
  })

  it('publish both tracks, audio alone or video alone', () => {
    expect(mediaTypes).toEqual({ 1: ['audio', 'video'], 2: ['audio'], 3: ['video'] })
  })
})
