import { Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ReactNode } from 'react'

export interface EmptyStateProps {
  readonly icon: ReactNode
  readonly title: string
  readonly hint?: string
  /** What can be done about it. */
  readonly children?: ReactNode
}

/** Nothing is there, and that is no fault. */
export const EmptyState = ({ icon, title, hint, children }: EmptyStateProps) => (
  <Stack align="center" gap="sm" py={48} px="md" ta="center" data-testid="empty">
    <ThemeIcon size={56} radius="xl" variant="light" color="lagoon" aria-hidden="true">
      {icon}
    </ThemeIcon>
    <Title order={2} size="h4">
      {title}
    </Title>
    {hint === undefined ? null : (
      <Text c="dimmed" maw={460}>
        {hint}
      </Text>
    )}
    {children}
  </Stack>
)
