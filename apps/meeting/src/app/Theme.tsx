import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { cssVariables, theme } from '../theme/theme.ts'

const schemes = localStorageColorSchemeManager({ key: 'mrtc.colorScheme' })
const noticeLimit = 3

export const Theme = ({ children }: { readonly children: ReactNode }) => (
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariables}
    colorSchemeManager={schemes}
    defaultColorScheme="auto"
  >
    <Notifications position="top-center" limit={noticeLimit} autoClose={4_000} containerWidth={360} />
    {children}
  </MantineProvider>
)
