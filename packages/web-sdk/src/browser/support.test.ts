import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type FeatureName, features } from './features.ts'
import { assertSupported, browserSupport, supportOf } from './index.ts'
import { type BrowserName, browsers, scopeOf } from './testing/browsers.ts'

const names = Object.keys(features) as FeatureName[]
const statesOf = (browser: BrowserName, version?: number) => {
  const support = browserSupport(scopeOf(browser, version))
  return (state: string) => names.filter((name) => support[name].state === state)
}

describe('the support of a browser', () => {
  it('is full in Chromium', () => {
    expect(statesOf('chromium')('full')).toEqual(names)
  })

  it('of Firefox lacks regions and recording, and goes other ways for some', () => {
    const inState = statesOf('firefox')
    expect(inState('refused')).toEqual(['region', 'browserRecording'])
    expect(inState('replaced')).toEqual(['background', 'picture', 'networkChanges'])
    expect(inState('off')).toEqual([])
  })

  it('of a Firefox before 149 plays files through a canvas', () => {
    expect(supportOf('playedFile', scopeOf('firefox', 140)).state).toBe('replaced')
  })

  it('of Safari goes other ways for files and pictures, and pictures are not patient', () => {
    const inState = statesOf('safari')
    expect(inState('refused')).toEqual(['region', 'browserRecording'])
    expect(inState('replaced')).toEqual(['playedFile', 'background', 'picture', 'networkChanges'])
    expect(inState('off')).toEqual(['patientPictures'])
  })

  it('of phones has no screen to share', () => {
    expect(supportOf('screen', scopeOf('iosSafari'))).toEqual({
      state: 'refused',
      missing: ['displayMedia'],
      code: 'CAPTURE_FAILED',
    })
  })

  it('of Safari is enough for calls from 17.4 on, without a choice of speaker', () => {
    expect(supportOf('calls', scopeOf('safari', 17.4)).state).toBe('full')
    expect(supportOf('speakerChoice', scopeOf('safari', 17.4)).state).toBe('off')
    expect(supportOf('calls', scopeOf('safari', 16)).state).toBe('refused')
  })
})

describe('asserting a feature', () => {
  it('passes where there is a way', () => {
    expect(() => assertSupported('playedFile', scopeOf('safari'))).not.toThrow()
    expect(() => assertSupported('patientPictures', scopeOf('safari'))).not.toThrow()
  })

  it('gives the code of the feature and what is missing', () => {
    expect(() => assertSupported('browserRecording', scopeOf('firefox'))).toThrow(
      expect.objectContaining({
        code: 'CODEC_UNSUPPORTED',
        data: { feature: 'browserRecording', missing: ['trackProcessor'], reason: 'unsupported' },
      }),
    )
  })

  it('tells people of pages without https what to do', () => {
    const insecure = { ...scopeOf('chromium'), isSecureContext: false }
    expect(() => assertSupported('camera', insecure)).toThrow(/https or on localhost/)
  })
})

describe('docs/browsers.md', () => {
  it('has the table that the features give', async () => {
    const words = { full: 'yes', replaced: 'another way', off: 'off', refused: 'refused' } as const
    const rows = names.map((name) => {
      const cells = browsers.map((browser) => words[supportOf(name, scopeOf(browser)).state])
      return `| ${[name, ...cells].join(' | ')} |`
    })
    const document = await readFile(new URL('../../../../docs/browsers.md', import.meta.url), 'utf8')
    for (const row of rows) expect(document).toContain(row)
  })
})
