/** Where the client writes what it does. `fields` are data, never secrets. */
export interface Logger {
  /** What helps to find a fault. */
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void
  /** What happens seldom. */
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  /** What went wrong and is made up for. */
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  /** What went wrong and is not. */
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
}

const nothing = () => {}

export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing }
