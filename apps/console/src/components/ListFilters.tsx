import { Group, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { AppPicker } from './AppPicker.tsx'

const typingMs = 300

interface ListFiltersProps {
  readonly app: { readonly value: string | undefined; readonly onChange: (app: string | undefined) => void }
  readonly state: {
    readonly label: string
    /** All of them: nothing is left out. */
    readonly any: string
    readonly choices: readonly { readonly value: string; readonly label: string }[]
    readonly value: string | undefined
    readonly onChange: (state: string | undefined) => void
  }
  readonly search: {
    readonly label: string
    readonly value: string | undefined
    /** Once typing has paused. */
    readonly onChange: (text: string) => void
  }
}

/** What a list is narrowed by: call app, state, and a text. */
export const ListFilters = ({ app, state, search }: ListFiltersProps) => {
  const narrow = useDebouncedCallback((text: string) => search.onChange(text.trim()), typingMs)
  return (
    <Group align="flex-end" mb="md">
      <AppPicker value={app.value} onChange={app.onChange} hasAll />
      <Select
        label={state.label}
        data={[{ value: '', label: state.any }, ...state.choices]}
        value={state.value ?? ''}
        onChange={(value) => state.onChange(value ?? undefined)}
        allowDeselect={false}
        w={160}
      />
      <TextInput
        type="search"
        label={search.label}
        defaultValue={search.value ?? ''}
        onChange={(event) => narrow(event.currentTarget.value)}
        w={220}
      />
    </Group>
  )
}
