import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'

const tones = {
  good: 'var(--mrtc-good)',
  fair: 'var(--mrtc-fair)',
  poor: 'var(--mrtc-poor)',
  neutral: 'var(--mrtc-text-dim)',
} as const

export type Tone = keyof typeof tones

/** A state in a word; the colour says it once more. */
export const StateBadge = ({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) => (
  <Badge
    variant="outline"
    radius="sm"
    tt="none"
    fw={600}
    styles={{ root: { color: tones[tone], borderColor: 'var(--mrtc-line)' }, label: { overflow: 'visible' } }}
    leftSection={
      <span
        aria-hidden="true"
        style={{ width: 8, height: 8, borderRadius: 8, background: tones[tone], display: 'inline-block' }}
      />
    }
  >
    {children}
  </Badge>
)
