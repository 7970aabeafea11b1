/** The pages of the console as data: address, permission, place in the navigation. */
import type { Permission } from '@mrtc/protocol/api'
import {
  IconActivity,
  IconApps,
  IconChartBar,
  IconHistory,
  IconHome,
  IconKey,
  IconMovie,
  IconPhone,
  IconSignature,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react'
import { type ComponentType, lazy } from 'react'

export type SectionGroup = 'calls' | 'integration' | 'administration'

export interface Section {
  readonly name:
    | 'overview'
    | 'apps'
    | 'rooms'
    | 'calls'
    | 'recordings'
    | 'usage'
    | 'signatures'
    | 'webhooks'
    | 'accounts'
    | 'keys'
    | 'audit'
  readonly path: string
  /** Addresses of the section, as wouter has them. */
  readonly routes: readonly { readonly path: string; readonly page: ComponentType }[]
  readonly icon: ComponentType<{ readonly size?: number }>
  /** Who has one of them sees the section; everybody without any. */
  readonly permissions: readonly Permission[]
  readonly group?: SectionGroup
}

const OverviewPage = lazy(() => import('../pages/overview/OverviewPage.tsx'))
const AppsPage = lazy(() => import('../pages/apps/AppsPage.tsx'))
const AppPage = lazy(() => import('../pages/apps/AppPage.tsx'))
const RoomsPage = lazy(() => import('../pages/rooms/RoomsPage.tsx'))
const RoomPage = lazy(() => import('../pages/rooms/RoomPage.tsx'))
const CallsPage = lazy(() => import('../pages/calls/CallsPage.tsx'))
const CallPage = lazy(() => import('../pages/calls/CallPage.tsx'))
const RecordingsPage = lazy(() => import('../pages/recordings/RecordingsPage.tsx'))
const UsagePage = lazy(() => import('../pages/usage/UsagePage.tsx'))
const SignaturesPage = lazy(() => import('../pages/signatures/SignaturesPage.tsx'))
const WebhooksPage = lazy(() => import('../pages/webhooks/WebhooksPage.tsx'))
const DeliveryPage = lazy(() => import('../pages/webhooks/DeliveryPage.tsx'))
const AccountsPage = lazy(() => import('../pages/accounts/AccountsPage.tsx'))
const KeysPage = lazy(() => import('../pages/keys/KeysPage.tsx'))
const AuditPage = lazy(() => import('../pages/audit/AuditPage.tsx'))

export const sections: readonly Section[] = [
  { name: 'overview', path: '/', routes: [{ path: '/', page: OverviewPage }], icon: IconHome, permissions: [] },
  {
    name: 'apps',
    path: '/apps',
    routes: [
      { path: '/apps', page: AppsPage },
      { path: '/apps/:bizName/:part?', page: AppPage },
    ],
    icon: IconApps,
    permissions: ['apps.read'],
    group: 'calls',
  },
  {
    name: 'rooms',
    path: '/rooms',
    routes: [
      { path: '/rooms', page: RoomsPage },
      { path: '/rooms/:roomId', page: RoomPage },
    ],
    icon: IconActivity,
    permissions: ['rooms.read'],
    group: 'calls',
  },
  {
    name: 'calls',
    path: '/calls',
    routes: [
      { path: '/calls', page: CallsPage },
      { path: '/calls/:roomId', page: CallPage },
    ],
    icon: IconPhone,
    permissions: ['calls.read'],
    group: 'calls',
  },
  {
    name: 'recordings',
    path: '/recordings',
    routes: [{ path: '/recordings', page: RecordingsPage }],
    icon: IconMovie,
    permissions: ['recordings.read'],
    group: 'calls',
  },
  {
    name: 'usage',
    path: '/usage',
    routes: [{ path: '/usage/:dimension?', page: UsagePage }],
    icon: IconChartBar,
    permissions: ['usage.read'],
    group: 'calls',
  },
  {
    name: 'signatures',
    path: '/signatures',
    routes: [{ path: '/signatures', page: SignaturesPage }],
    icon: IconSignature,
    permissions: ['signatures.create', 'signatures.verify'],
    group: 'integration',
  },
  {
    name: 'webhooks',
    path: '/webhooks',
    routes: [
      { path: '/webhooks', page: WebhooksPage },
      { path: '/webhooks/:deliveryId', page: DeliveryPage },
    ],
    icon: IconWebhook,
    permissions: ['webhooks.read'],
    group: 'integration',
  },
  {
    name: 'keys',
    path: '/keys',
    routes: [{ path: '/keys', page: KeysPage }],
    icon: IconKey,
    permissions: ['apiKeys.read'],
    group: 'integration',
  },
  {
    name: 'accounts',
    path: '/accounts',
    routes: [{ path: '/accounts', page: AccountsPage }],
    icon: IconUsers,
    permissions: ['accounts.read'],
    group: 'administration',
  },
  {
    name: 'audit',
    path: '/audit',
    routes: [{ path: '/audit', page: AuditPage }],
    icon: IconHistory,
    permissions: ['audit.read'],
    group: 'administration',
  },
]

/** Whether the section is for an account with these permissions. */
export const isFor = ({ permissions }: Section, may: (permission: Permission) => boolean): boolean =>
  permissions.length === 0 || permissions.some(may)
