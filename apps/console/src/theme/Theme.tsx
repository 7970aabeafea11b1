import { Theme as SharedTheme } from '@mrtc/ui'
import type { ReactNode } from 'react'
import { cssVariables } from './theme.ts'

const notices = { autoClose: 5_000, containerWidth: 420 }

export const Theme = ({ children }: { readonly children: ReactNode }) => (
  <SharedTheme variables={cssVariables} notices={notices}>
    {children}
  </SharedTheme>
)
