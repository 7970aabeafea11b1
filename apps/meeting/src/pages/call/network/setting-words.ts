/** What is set against weak networks, in the words of `i18n`. */
import type { TFunction } from 'i18next'
import type { SettingChange } from '../../../network/plan-changes.ts'
import { bitrate, milliseconds } from './format.ts'

/** `force`: a few words on what is so now; `change`: a sentence on what was done. */
export type Wording = 'force' | 'change'

const words = {
  redDepth: String,
  opusBitrateBps: bitrate,
  minVideoBitrateBps: bitrate,
  maxVideoBitrateBps: bitrate,
  jitterBufferTargetMs: milliseconds,
  uplinkRepair: String,
  downlinkRepair: String,
} as const satisfies Record<Exclude<SettingChange['setting'], 'omitsVideo'>, (value: number) => string>

export const settingWords = (t: TFunction, { setting, value }: SettingChange, wording: Wording): string => {
  if (setting === 'omitsVideo') return t(`network.setting.omitsVideo.${value === true ? wording : 'off'}`)
  if (value === undefined || value === 0) return t(`network.setting.${setting}.off`)
  const said = typeof value === 'number' ? words[setting](value) : String(value)
  return t(`network.setting.${setting}.${wording}`, { value: said })
}
