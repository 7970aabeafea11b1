const twoDigits = (number: number) => String(number).padStart(2, '0')

/** `mrtc 2026-11-24 09.30.05.webm`, in local time; colons are not allowed in names on Windows. */
export const fileNameAt = (at: Date, ending: string, about = 'mrtc'): string => {
  const date = [at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-')
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join('.')
  // Names of people and files may hold what file systems refuse.
  return `${about.replace(/[\\/:*?"<>|]/g, ' ').trim() || 'mrtc'} ${date} ${time}${ending}`
}
