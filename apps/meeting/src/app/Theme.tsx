import { Theme as SharedTheme } from '@mrtc/ui'
import type { ReactNode } from 'react'
import { cssVariables } from '../theme/theme.ts'

const notices = { autoClose: 4_000, containerWidth: 360 }

export const Theme = ({ children }: { readonly children: ReactNode }) => (
  <SharedTheme variables={cssVariables} notices={notices}>
    {children}
  </SharedTheme>
)
