import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface PageProps {
  readonly title: string
  readonly intro?: string
  /** What can be done on the page as a whole, at its upper right. */
  readonly actions?: ReactNode
  /** Above the title: where one comes from. */
  readonly above?: ReactNode
  readonly children: ReactNode
}

/** A page of the console: its title is the first heading and that of the browser's tab. */
export const Page = ({ title, intro, actions, above, children }: PageProps) => {
  const { t } = useTranslation()
  useDocumentTitle(`${title} · ${t('common.product')}`)
  return (
    <Stack gap="lg">
      <Box>
        {above}
        <Group justify="space-between" align="flex-start" gap="sm">
          <Box maw={720}>
            <Title order={1} size="h2" data-testid="page-title">
              {title}
            </Title>
            {intro === undefined ? null : (
              <Text c="dimmed" mt={4}>
                {intro}
              </Text>
            )}
          </Box>
          {actions === undefined ? null : <Group gap="sm">{actions}</Group>}
        </Group>
      </Box>
      {children}
    </Stack>
  )
}
