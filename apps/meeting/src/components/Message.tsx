import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

export interface MessageProps {
  readonly icon: ReactNode
  readonly title: string
  readonly hint: string
  readonly children: ReactNode
  readonly testId: string
  readonly reason?: string
}

/** One thing said in the middle of a page, with what can be done about it. */
export const Message = ({ icon, title, hint, children, testId, reason }: MessageProps) => (
  <Paper withBorder radius="lg" p="xl" maw={520} w="100%" data-testid={testId} data-reason={reason}>
    <Stack align="center" gap="md" ta="center">
      {icon}
      <Title order={1} size="h2" role="status">
        {title}
      </Title>
      <Text c="var(--mrtc-text-dim)">{hint}</Text>
      <Group justify="center" mt="sm">
        {children}
      </Group>
    </Stack>
  </Paper>
)
