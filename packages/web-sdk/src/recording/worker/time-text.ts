const twoDigits = (value: number) => String(value).padStart(2, '0')

/** `2026-11-23 08:05:09`, in the time zone of the machine. */
export function timeText(time: Date): string {
  const date = [time.getFullYear(), twoDigits(time.getMonth() + 1), twoDigits(time.getDate())].join('-')
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(':')
  return `${date} ${clock}`
}
