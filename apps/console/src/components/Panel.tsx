import { Box, Group, Paper, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

export interface PanelProps {
  readonly title?: string
  readonly hint?: string
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly testId?: string
}

/** A part of a page on a surface of its own. */
export const Panel = ({ title, hint, actions, children, testId }: PanelProps) => (
  <Paper withBorder p="lg" bg="var(--mrtc-panel)" {...(testId === undefined ? {} : { 'data-testid': testId })}>
    {title === undefined ? null : (
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <Box maw={640}>
          <Title order={2} size="h4">
            {title}
          </Title>
          {hint === undefined ? null : (
            <Text size="sm" c="dimmed" mt={4}>
              {hint}
            </Text>
          )}
        </Box>
        {actions}
      </Group>
    )}
    {children}
  </Paper>
)
