/** Which of the causes that a decision saw are why it changed what it changed. Pure. */
import type { NetworkCause, PathDirection } from '@mrtc/client'
import type { SettingChange } from './plan-changes.ts'

/** Settings of what we receive; all others are of what we send. */
const receiving: ReadonlySet<SettingChange['setting']> = new Set(['jitterBufferTargetMs', 'downlinkRepair'] as const)

const directionOf = (cause: NetworkCause): PathDirection => ('direction' in cause ? cause.direction : 'up')

/** All of them when none is of the direction that was changed. */
export const relevantCauses = (
  changes: readonly SettingChange[],
  causes: readonly NetworkCause[],
): readonly NetworkCause[] => {
  const directions = new Set(changes.map(({ setting }): PathDirection => (receiving.has(setting) ? 'down' : 'up')))
  const relevant = causes.filter((cause) => directions.has(directionOf(cause)))
  return relevant.length === 0 ? causes : relevant
}
