/** How busy a worker is, from what it says of its own processor time. No clock of its own. */

interface Reading {
  readonly cpuSeconds: number
  readonly atMs: number
}

const percent = 100
const secondMs = 1_000

export class CpuMeter {
  #last: Reading | undefined
  #percent = 0

  /** Of one core, between the last two readings. */
  get percent(): number {
    return this.#percent
  }

  /** Takes a reading of the time that the process has used since it began. */
  read(reading: Reading): void {
    const last = this.#last
    this.#last = reading
    if (!last || reading.atMs <= last.atMs) return
    this.#percent = (percent * secondMs * (reading.cpuSeconds - last.cpuSeconds)) / (reading.atMs - last.atMs)
  }
}
