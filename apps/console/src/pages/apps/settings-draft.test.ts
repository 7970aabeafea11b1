import { describe, expect, it } from 'vitest'
import type { AppSettings } from '../../api/index.ts'
import { draftOf, isCallbackUrl, movedUp, settingsOf, withCodec } from './settings-draft.ts'

const settings: AppSettings = {
  recording: { automatic: true, callbackUrl: 'https://example.com/recording' },
  rooms: { callbackUrl: null },
  mediaProxies: [{ address: 'proxy.example.com', outgoingIps: ['192.0.2.1', '192.0.2.2'] }],
  codecs: { video: ['H264', 'VP8'] },
  limits: { maxRooms: 5, maxParticipantsPerRoom: null, maxRoomMinutes: null, maxSendBitrateBps: 1_500_000 },
}

describe('the settings form', () => {
  it('gives back what it was filled with', () => {
    expect(settingsOf(draftOf(settings))).toEqual(settings)
  })

  it('takes semicolons between addresses, as the guide has them, and what people type instead', () => {
    const draft = {
      ...draftOf(settings),
      proxies: [{ id: 0, address: ' p.example ', outgoingIps: '192.0.2.1； 192.0.2.2, ' }],
    }
    expect(settingsOf(draft).mediaProxies).toEqual([{ address: 'p.example', outgoingIps: ['192.0.2.1', '192.0.2.2'] }])
  })

  it('clears an address that is emptied', () => {
    expect(settingsOf({ ...draftOf(settings), recordingCallbackUrl: '  ' }).recording.callbackUrl).toBeNull()
  })

  it('knows addresses that callbacks can be sent to', () => {
    expect(['', 'http://a', 'https://a.example/b?c'].map(isCallbackUrl)).toEqual([true, true, true])
    expect(['ftp://a', 'a.example', 'https://'].map(isCallbackUrl)).toEqual([false, false, false])
  })

  it('adds, removes and moves codecs', () => {
    expect(withCodec(['VP8'], 'AV1', true)).toEqual(['VP8', 'AV1'])
    expect(withCodec(['VP8', 'AV1'], 'VP8', false)).toEqual(['AV1'])
    expect(movedUp(['VP8', 'AV1'], 'AV1')).toEqual(['AV1', 'VP8'])
    expect(movedUp(['VP8', 'AV1'], 'VP8')).toEqual(['VP8', 'AV1'])
  })
})
