/** The pages of the console as data: address, permission, place in the navigation. */
import type { Permission } from '@mrtc/protocol/api'
import { IconApps, IconHome } from '@tabler/icons-react'
import { type ComponentType, lazy } from 'react'

export type SectionGroup = 'calls' | 'integration' | 'administration'

export interface Section {
  readonly name: 'overview' | 'apps'
  readonly path: string
  /** Addresses of the section, as wouter has them. */
  readonly routes: readonly { readonly path: string; readonly page: ComponentType }[]
  readonly icon: ComponentType<{ readonly size?: number }>
  /** Who has it sees the section; everybody without one. */
  readonly permission?: Permission
  readonly group?: SectionGroup
}

const OverviewPage = lazy(() => import('../pages/overview/OverviewPage.tsx'))
const AppsPage = lazy(() => import('../pages/apps/AppsPage.tsx'))
const AppPage = lazy(() => import('../pages/apps/AppPage.tsx'))

export const sections: readonly Section[] = [
  { name: 'overview', path: '/', routes: [{ path: '/', page: OverviewPage }], icon: IconHome },
  {
    name: 'apps',
    path: '/apps',
    routes: [
      { path: '/apps', page: AppsPage },
      { path: '/apps/:bizName/:part?', page: AppPage },
    ],
    icon: IconApps,
    permission: 'apps.read',
    group: 'calls',
  },
]
