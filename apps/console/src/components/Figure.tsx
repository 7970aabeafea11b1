import { Paper, Text } from '@mantine/core'

export interface FigureProps {
  readonly label: string
  readonly value: string
  readonly hint?: string
}

/** A number that matters. */
export const Figure = ({ label, value, hint }: FigureProps) => (
  <Paper withBorder p="md" bg="var(--mrtc-panel)" data-testid="figure">
    <Text size="sm" c="dimmed">
      {label}
    </Text>
    <Text fz={26} fw={650} lh={1.3} style={{ fontVariantNumeric: 'tabular-nums' }}>
      {value}
    </Text>
    {hint === undefined ? null : (
      <Text size="xs" c="dimmed">
        {hint}
      </Text>
    )}
  </Paper>
)
