import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { cssVariables, theme } from './theme.ts'

/** The same as on the call page: who likes it dark likes it dark. */
const schemes = localStorageColorSchemeManager({ key: 'mrtc.colorScheme' })
const noticeLimit = 3

export const Theme = ({ children }: { readonly children: ReactNode }) => (
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariables}
    colorSchemeManager={schemes}
    defaultColorScheme="auto"
  >
    <Notifications position="top-center" limit={noticeLimit} autoClose={5_000} containerWidth={420} />
    {children}
  </MantineProvider>
)
