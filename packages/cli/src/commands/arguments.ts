import { InvalidArgumentError } from 'commander'

/** For commander: a whole number of this range. */
export const whole = (min: number, max: number) => (text: string) => {
  const value = Number(text)
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw new InvalidArgumentError(`Give a whole number from ${min} to ${max}.`)
}

/** For commander: JSON. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new InvalidArgumentError('Give JSON.')
  }
}

export const listLengthMax = 10_000
export const listLengthDefault = 100
