import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'

/** A link inside the console. */
export const AppLink = ({ to, children }: { readonly to: string; readonly children: ReactNode }) => (
  <Anchor component={Link} href={to} fw={600} c="var(--mrtc-accent)" underline="hover">
    {children}
  </Anchor>
)
