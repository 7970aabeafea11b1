import type { Command } from 'commander'
import type { Shell } from '../shell.ts'

interface Range {
  readonly app?: string
  readonly from?: string
  readonly to?: string
  readonly csv?: true
}

export function addUsage(program: Command, shell: Shell): void {
  program
    .command('usage')
    .description('what was used, by day')
    .option('--app <bizName>', 'of this call app; all together without it')
    .option('--from <day>', 'first day, 2026-11-01; that of --to without it')
    .option('--to <day>', 'last day; today without it')
    .option('--csv', 'as CSV')
    .action(async ({ app, from, to, csv }: Range) => {
      const api = await shell.api()
      const query = {
        ...(app === undefined ? {} : { bizName: app }),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      }
      if (csv) {
        shell.terminal.out((await api.getUsageCsv({ query })).trimEnd())
        return
      }
      const report = await api.getUsage({ query })
      if (shell.isForPrograms) {
        shell.one(report, {})
        return
      }
      const rows = [...report.days, { day: 'together', ...report.totals }]
      shell.list(
        rows,
        {
          day: ({ day }) => day,
          audio: ({ callSeconds }) => duration(callSeconds.audio),
          '360P': ({ callSeconds }) => duration(callSeconds['360P']),
          '540P': ({ callSeconds }) => duration(callSeconds['540P']),
          '720P': ({ callSeconds }) => duration(callSeconds['720P']),
          '1080P': ({ callSeconds }) => duration(callSeconds['1080P']),
          online: ({ onlineSeconds }) => duration(onlineSeconds),
          publishing: ({ publishSeconds }) => duration(publishSeconds),
          subscribing: ({ subscribeSeconds }) => duration(subscribeSeconds),
          rooms: ({ rooms }) => rooms,
          people: ({ people }) => people.inCalls,
          'peak rooms': ({ peaks }) => peaks.rooms,
          'peak people': ({ peaks }) => peaks.inCalls,
        },
        'nothing was used',
      )
    })
}

/** `12:03:09`, hours without end. */
function duration(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${Math.floor(seconds / 3_600)}:${two((seconds % 3_600) / 60)}:${two(seconds % 60)}`
}
