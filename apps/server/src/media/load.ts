/** Which worker takes the next room. */

export interface WorkerLoad {
  /** Producers and consumers of each room on it. */
  readonly tracksByRoom: readonly number[]
}

/** A new room has no tracks yet but soon will: two people with audio and video, 4 producers and 4 consumers. */
const tracksExpectedOfRoom = 8

function loadOf({ tracksByRoom }: WorkerLoad): number {
  return tracksByRoom.reduce((sum, tracks) => sum + Math.max(tracks, tracksExpectedOfRoom), 0)
}

/** The one with the least to do, the first of equals; `undefined` of none. */
export function leastLoaded<W extends WorkerLoad>(workers: readonly W[]): W | undefined {
  let best: { worker: W; load: number } | undefined
  for (const worker of workers) {
    const load = loadOf(worker)
    if (!best || load < best.load) best = { worker, load }
  }
  return best?.worker
}
