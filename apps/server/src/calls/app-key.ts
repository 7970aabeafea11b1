import type { AppIdentity } from '../signaling/contract.ts'

/** Rooms of other apps do not exist for a session; JSON keeps the three parts apart whatever is in them. */
export function appKeyOf({ bizName, appId, workspaceId }: AppIdentity): string {
  return JSON.stringify([bizName, appId, workspaceId])
}

/** The app that {@link appKeyOf} made the key of. */
export function appOfKey(appKey: string): AppIdentity {
  const [bizName, appId, workspaceId] = JSON.parse(appKey) as [string, string, string]
  return { bizName, appId, workspaceId }
}
