/** Milliseconds since the epoch, finer and steadier than Date.now. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now()
}
