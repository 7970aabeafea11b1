import { SimpleGrid, Text } from '@mantine/core'
import type { ReactNode } from 'react'

export interface Fact {
  readonly label: string
  readonly value: ReactNode
}

/** A few facts, each with its name. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <SimpleGrid component="dl" m={0} cols={{ base: 1, xs: 2, md: 4 }} spacing="lg" verticalSpacing="md">
    {facts.map(({ label, value }) => (
      <div key={label}>
        <Text component="dt" size="xs" c="dimmed" fw={600}>
          {label}
        </Text>
        <Text component="dd" m={0} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {value}
        </Text>
      </div>
    ))}
  </SimpleGrid>
)
