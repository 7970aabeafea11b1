import { type CSSVariablesResolver, localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { theme } from './theme.ts'

const schemes = localStorageColorSchemeManager({ key: 'mrtc.colorScheme' })
const noticeLimit = 3

interface ThemeProps {
  /** Of the page, made by `variablesWith`. */
  readonly variables: CSSVariablesResolver
  /** How long a notice stays, in milliseconds, and how wide it is, in pixels. */
  readonly notices: { readonly autoClose: number; readonly containerWidth: number }
  readonly children: ReactNode
}

/** The look of our pages. Who likes one dark likes all of them dark. */
export const Theme = ({ variables, notices, children }: ThemeProps) => (
  <MantineProvider
    theme={theme}
    cssVariablesResolver={variables}
    colorSchemeManager={schemes}
    defaultColorScheme="auto"
  >
    <Notifications position="top-center" limit={noticeLimit} {...notices} />
    {children}
  </MantineProvider>
)
