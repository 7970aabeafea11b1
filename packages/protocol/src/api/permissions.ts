/** Who may do what with the API: permissions, and the roles of accounts as sets of them. The one place for both. */

/** Each permission with what it allows, for the console and the API document. */
export const permissions = {
  'apps.read': 'See call apps and their settings',
  'apps.write': 'Make, rename, set up, enable and disable call apps',
  'apps.keys.reveal': 'See the private key of a call app',
  'apps.keys.write': 'Rotate and revoke keys of call apps',
  'signatures.create': 'Make temporary signatures for users',
  'signatures.verify': 'Verify signatures',
  'rooms.read': 'See rooms and who is in them',
  'rooms.control': 'Remove people from rooms, end rooms, send messages into them',
  'recordings.read': 'See, play and download recordings',
  'recordings.control': 'Start, pause and stop recordings',
  'recordings.delete': 'Delete recordings',
  'calls.read': 'Inspect past calls',
  'usage.read': 'See usage figures',
  'webhooks.read': 'See deliveries of webhooks',
  'webhooks.replay': 'Deliver webhooks again',
  'accounts.read': 'See accounts',
  'accounts.write': 'Make, change and disable accounts, except owners',
  'owners.write': 'Make, change and disable owners',
  'apiKeys.read': 'See API keys, without their secrets',
  'apiKeys.write': 'Make, disable and delete API keys',
  'audit.read': 'See who changed what',
} as const satisfies Record<string, string>

export type Permission = keyof typeof permissions
export const allPermissions = Object.keys(permissions) as [Permission, ...Permission[]]

const viewing = [
  'apps.read',
  'rooms.read',
  'recordings.read',
  'calls.read',
  'usage.read',
  'webhooks.read',
] as const satisfies readonly Permission[]

const operating = [
  ...viewing,
  'signatures.create',
  'signatures.verify',
  'rooms.control',
  'recordings.control',
  'webhooks.replay',
] as const satisfies readonly Permission[]

/** What each role may do, and in a sentence who it is for. */
export const roles = {
  owner: { text: 'Everything, also other owners', permissions: allPermissions },
  admin: {
    text: 'Everything but owners',
    permissions: allPermissions.filter((permission) => permission !== 'owners.write'),
  },
  operator: { text: 'Runs calls and recordings, changes no settings', permissions: operating },
  viewer: { text: 'Sees calls, recordings and usage', permissions: viewing },
} as const satisfies Record<string, { readonly text: string; readonly permissions: readonly Permission[] }>

export type Role = keyof typeof roles
export const allRoles = Object.keys(roles) as [Role, ...Role[]]

export function mayDo(role: Role, permission: Permission): boolean {
  const { permissions }: { readonly permissions: readonly Permission[] } = roles[role]
  return permissions.includes(permission)
}
