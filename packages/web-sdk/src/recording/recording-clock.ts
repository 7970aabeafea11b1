/** How much has been recorded: time that passes while paused does not count. */
export class RecordingClock {
  #recordedMs = 0
  #runningSinceMs: number | undefined

  get isRunning(): boolean {
    return this.#runningSinceMs !== undefined
  }

  start(nowMs: number): void {
    this.#runningSinceMs ??= nowMs
  }

  pause(nowMs: number): void {
    this.#recordedMs = this.elapsedMs(nowMs)
    this.#runningSinceMs = undefined
  }

  elapsedMs(nowMs: number): number {
    return this.#recordedMs + (this.#runningSinceMs === undefined ? 0 : nowMs - this.#runningSinceMs)
  }
}
