import { Box, Button, Group, SegmentedControl, SimpleGrid, Stack, Tabs, Text } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { IconChartBar, IconDownload } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams, useSearch } from 'wouter'
import type { UsageReport } from '../../api/index.ts'
import { AppPicker, type Column, DataTable, EmptyState, Figure, Loaded, Page, Panel } from '../../components/index.ts'
import { useDurationText } from '../../hooks/useDurationText.ts'
import { useFilter } from '../../hooks/useFilter.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { type DimensionName, dimensionNames, dimensions, isDimensionName } from './dimensions.ts'
import { UsageChart } from './UsageChart.tsx'
import { useServerDay, useUsage } from './usage-queries.ts'
import { addDays, customRange, type DayRange, isRangeName, type RangeName, rangeNames, rangeOf } from './usage-range.ts'

const iconSize = 16
const yearDays = 365

/** Usage (guide 5.4): call time, online time, rooms and people, by day. */
export default function UsagePage() {
  const { t } = useTranslation()
  const { dimension: wanted } = useParams<{ dimension?: string }>()
  const [, navigate] = useLocation()
  const search = useSearch()
  const rangeLabel = useId()
  const [filter, setFilter] = useFilter(['app', 'range', 'from', 'to'])
  const server = useServerDay()
  const dimension = isDimensionName(wanted) ? wanted : 'call'
  const rangeName: RangeName = isRangeName(filter.range) ? filter.range : 'week'
  const today = server.data?.today
  const range = today === undefined ? undefined : chosenRange(rangeName, filter, today)
  const query = useUsage(filter.app, range, range !== undefined)
  return (
    <Page
      title={t('usage.title')}
      intro={t('usage.intro', { timeZone: server.data?.timeZone ?? 'UTC' })}
      actions={
        range === undefined ? undefined : (
          <Button
            component="a"
            href={csvUrl(filter.app, range)}
            download
            variant="default"
            leftSection={<IconDownload size={iconSize} />}
            data-testid="csv"
          >
            {t('usage.csv')}
          </Button>
        )
      }
    >
      <Tabs
        value={dimension}
        onChange={(next) => navigate(`/usage/${next}${search === '' ? '' : `?${search}`}`)}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          {dimensionNames.map((name) => (
            <Tabs.Tab key={name} value={name} data-testid={`tab-${name}`}>
              {t(`usage.tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Group align="flex-end" mb="lg">
          <AppPicker value={filter.app} onChange={(app) => setFilter({ app })} hasAll />
          <Box maw="100%">
            <Text id={rangeLabel} size="sm" fw={500} mb={4}>
              {t('usage.range')}
            </Text>
            {/* Scrolls by itself where the page is narrow. */}
            <Box pos="relative" style={{ overflowX: 'auto' }}>
              <SegmentedControl
                aria-labelledby={rangeLabel}
                data={rangeNames.map((value) => ({ value, label: t(`usage.ranges.${value}`) }))}
                value={rangeName}
                onChange={(value) => setFilter({ range: value })}
              />
            </Box>
          </Box>
          {rangeName === 'custom' && today !== undefined ? (
            <CustomRange filter={filter} today={today} onChange={setFilter} />
          ) : null}
        </Group>
        {dimensionNames.map((name) => (
          <Tabs.Panel key={name} value={name}>
            {server.isError ? (
              <Loaded query={server}>{() => null}</Loaded>
            ) : (
              <Loaded query={query} rows={8}>
                {(report) => <UsageView dimension={name} report={report} />}
              </Loaded>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  )
}

interface RangeFilter {
  readonly from: string | undefined
  readonly to: string | undefined
}

function chosenRange(name: RangeName, { from, to }: RangeFilter, today: string): DayRange {
  if (name !== 'custom') return rangeOf(name, today)
  return customRange(from, to, today) ?? rangeOf('week', today)
}

function csvUrl(bizName: string | undefined, { from, to }: DayRange): string {
  return `/api/v1/usage.csv?${new URLSearchParams({ from, to, ...(bizName === undefined ? {} : { bizName }) })}`
}

interface CustomRangeProps {
  readonly filter: RangeFilter
  readonly today: string
  readonly onChange: (changes: { from: string | undefined; to: string | undefined }) => void
}

/** Both ends of a range: the second one is moved along where the two are too far apart. */
const CustomRange = ({ filter, today, onChange }: CustomRangeProps) => {
  const { t } = useTranslation()
  const { from, to } = chosenRange('custom', filter, today)
  const choose = (nextFrom: string, nextTo: string, anchor: 'from' | 'to') => {
    if (customRange(nextFrom, nextTo, today)) return onChange({ from: nextFrom, to: nextTo })
    const day = anchor === 'from' ? nextFrom : nextTo
    onChange({ from: day, to: day })
  }
  const bounds = { minDate: addDays(today, -yearDays), maxDate: today, valueFormat: 'YYYY-MM-DD', w: 140 }
  return (
    <>
      <DatePickerInput
        label={t('usage.from')}
        value={from}
        onChange={(day) => day !== null && choose(day, to, 'from')}
        {...bounds}
      />
      <DatePickerInput
        label={t('usage.to')}
        value={to}
        onChange={(day) => day !== null && choose(from, day, 'to')}
        {...bounds}
      />
    </>
  )
}

const UsageView = ({ dimension, report }: { readonly dimension: DimensionName; readonly report: UsageReport }) => {
  const { t } = useTranslation()
  const format = useFormat()
  const durationText = useDurationText()
  const { figures } = dimensions[dimension]
  const textOf = (unit: 'seconds' | 'count', value: number) =>
    unit === 'seconds' ? durationText(value) : format.number(value)
  const isEmpty = figures.every(({ of }) => of(report.totals) === 0)
  const columns: Column<UsageReport['days'][number]>[] = [
    { key: 'day', header: t('usage.day'), cell: ({ day }) => format.day(day) },
    ...figures.map(({ name, unit, of }) => ({
      key: name,
      header: t(`usage.names.${name}`),
      align: 'end' as const,
      cell: (day: UsageReport['days'][number]) => textOf(unit, of(day)),
    })),
  ]
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 2, md: figures.length }} spacing="sm">
        {figures.map(({ name, unit, of }) => (
          <Figure
            key={name}
            label={t(`usage.names.${name}`)}
            value={textOf(unit, of(report.totals))}
            hint={t(`usage.hints.${name}`)}
          />
        ))}
      </SimpleGrid>
      <Panel title={t('usage.trend')}>
        {isEmpty ? (
          <EmptyState icon={<IconChartBar />} title={t('usage.empty')} hint={t('usage.emptyHint')} />
        ) : (
          <UsageChart dimension={dimension} days={report.days} />
        )}
      </Panel>
      <Panel title={t('usage.byDay')}>
        <DataTable
          caption={t('usage.byDay')}
          columns={columns}
          rows={report.days.toReversed()}
          rowKey={({ day }) => day}
          minWidth={620}
        />
      </Panel>
    </Stack>
  )
}
