/** Figures as people read them. */
const bitsPerKilobit = 1_000
const bitsPerMegabit = 1_000_000
const unknown = '–'

const orUnknown =
  (format: (value: number) => string) =>
  (value: number | undefined): string =>
    value === undefined ? unknown : format(value)

export const percent = orUnknown((share) => {
  const value = share * 100
  return `${value > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} %`
})

export const milliseconds = orUnknown((value) => `${value > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ms`)

export const bitrate = orUnknown((bps) =>
  bps < bitsPerMegabit ? `${Math.round(bps / bitsPerKilobit)} kbit/s` : `${(bps / bitsPerMegabit).toFixed(1)} Mbit/s`,
)

export const framesPerSecond = orUnknown((value) => `${Math.round(value)}`)

export const pixels = (width: number | undefined, height: number | undefined): string =>
  width === undefined || height === undefined ? unknown : `${width} × ${height}`
