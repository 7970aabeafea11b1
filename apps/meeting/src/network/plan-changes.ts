/** What a decision changed in what is done against the network. Pure. */
import type { NetworkPlan } from '@mrtc/client'

export type NetworkSetting = keyof NetworkPlan

/** One setting that is another than before. Undefined: left to the browser. */
export interface SettingChange {
  readonly setting: NetworkSetting
  readonly value: NetworkPlan[NetworkSetting]
}

/** What of a plan is more than what a clean network gets. */
export const inForce = (plan: NetworkPlan): readonly SettingChange[] =>
  settingsOf(plan).filter(({ value }) => value !== undefined && value !== 0 && value !== false)

/** @param before nothing was in force */
export const changesBetween = (before: NetworkPlan | undefined, after: NetworkPlan): readonly SettingChange[] => {
  if (before === undefined) return inForce(after)
  return settingsOf(after).filter(({ setting, value }) => value !== before[setting])
}

const settingsOf = (plan: NetworkPlan): SettingChange[] =>
  (Object.keys(plan) as NetworkSetting[]).map((setting) => ({ setting, value: plan[setting] }))
