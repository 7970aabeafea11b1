import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/index.ts'

/** As many as the API gives at once; who has more writes a bizName into the address. */
const appsMax = 200
const all = ''

export interface AppPickerProps {
  /** undefined: all together, or none yet. */
  readonly value: string | undefined
  readonly onChange: (bizName: string | undefined) => void
  /** Whether all together can be chosen. */
  readonly hasAll?: boolean
  readonly width?: number
}

/** Chooses a call app by its name. */
export const AppPicker = ({ value, onChange, hasAll = false, width = 240 }: AppPickerProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const query = useQuery({
    queryKey: ['apps', 'picker'],
    queryFn: async ({ signal }) => (await client.listApps({ query: { limit: appsMax }, signal })).items,
  })
  const apps = (query.data ?? []).map(({ bizName, name }) => ({ value: bizName, label: `${name} (${bizName})` }))
  const isUnknown = value !== undefined && !apps.some((app) => app.value === value)
  const data = [
    ...(hasAll ? [{ value: all, label: t('common.allApps') }] : []),
    ...(isUnknown ? [{ value, label: value }] : []),
    ...apps,
  ]
  return (
    <Select
      label={t('common.app')}
      data={data}
      value={value ?? (hasAll ? all : null)}
      onChange={(chosen) => onChange(chosen === null || chosen === all ? undefined : chosen)}
      allowDeselect={false}
      searchable
      w={width}
      maw="100%"
      data-testid="app-picker"
    />
  )
}
