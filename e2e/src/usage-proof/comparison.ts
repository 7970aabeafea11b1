import { callClasses, type StoredDay, type UsageTotals } from '@mrtc/server/usage'

/** One figure, as it should be and as it was counted. */
export interface Line {
  readonly figure: string
  readonly expected: number
  readonly counted: number
  readonly unit: 's' | ''
}

const msPerSecond = 1_000

/** Every figure of section 5.4, of one app or of all of them. */
export function compare(expected: UsageTotals | StoredDay, counted: UsageTotals | StoredDay): Line[] {
  const seconds = (figure: string, of: (usage: UsageTotals) => number): Line => ({
    figure,
    expected: of(expected) / msPerSecond,
    counted: of(counted) / msPerSecond,
    unit: 's',
  })
  const count = (figure: string, of: (usage: UsageTotals) => number): Line => ({
    figure,
    expected: of(expected),
    counted: of(counted),
    unit: '',
  })
  return [
    ...callClasses.map((name) => seconds(`call time, ${name}`, ({ callMs }) => callMs[name])),
    seconds('online time', ({ onlineMs }) => onlineMs),
    seconds('publish time', ({ publishMs }) => publishMs),
    seconds('subscribe time', ({ subscribeMs }) => subscribeMs),
    count('rooms', ({ rooms }) => rooms),
    count('rooms at the same time', ({ peaks }) => peaks.rooms),
    count('people online', ({ people }) => people.online),
    count('people in calls', ({ people }) => people.inCall),
    count('people online at the same time', ({ peaks }) => peaks.online),
    count('people in calls at the same time', ({ peaks }) => peaks.inCall),
  ]
}

/** By at most `toleranceS` where it is a time, by nothing where it is a number. */
export function isOff({ expected, counted, unit }: Line, toleranceS: number): boolean {
  return Math.abs(expected - counted) > (unit === 's' ? toleranceS : 0)
}
