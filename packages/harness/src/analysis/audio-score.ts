/** PESQ of received against sent sound, by the PyPI package `pesq` in the Python that MRTC_PESQ_PYTHON names. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { encodeWav } from '../media/index.ts'
import { resample } from './resample.ts'
import { blockTimes, type Track } from './sound.ts'
import { median } from './statistics.ts'

const run = promisify(execFile)
const timeoutMs = 60_000
const pesqRate = 16_000
/** ITU-T P.862 wants pieces of some seconds. */
const pieceSeconds = 6
const scriptSource = `
import json, sys
import numpy
from pesq import pesq
def read(path):
    return numpy.frombuffer(open(path, 'rb').read()[44:], dtype='<i2').astype('float32') / 32768
scores = []
for sent, received in json.loads(sys.argv[1]):
    try:
        scores.append(float(pesq(${pesqRate}, read(sent), read(received), 'wb')))
    except Exception:
        scores.append(None)
print(json.dumps(scores))
`

export interface AudioScoreOptions {
  readonly sent: Track
  readonly received: Track
  /** Of the received sound after the sent one. */
  readonly latencyMs: number
  readonly startMs: number
  readonly endMs: number
  readonly folder: string
}

/** Whether this machine can give scores. */
export function canScoreAudio(): boolean {
  return Boolean(process.env.MRTC_PESQ_PYTHON)
}

/** Median over pieces of the measured time; null where it cannot be had. */
export async function audioScore(options: AudioScoreOptions): Promise<number | null> {
  const python = process.env.MRTC_PESQ_PYTHON
  if (!python) return null
  const { sent, received, latencyMs, startMs, endMs, folder } = options
  const work = await mkdtemp(join(folder, 'sound-'))
  try {
    const pairs: [string, string][] = []
    for (let atMs = startMs; atMs + pieceSeconds * 1_000 <= endMs; atMs += pieceSeconds * 1_000) {
      const files = ['sent', 'received'].map((side) => join(work, `${side}-${pairs.length}.wav`)) as [string, string]
      const cut = [piece(sent, 'end', atMs - latencyMs), piece(received, 'start', atMs)]
      for (const [i, samples] of cut.entries()) await writeFile(files[i] ?? '', encodeWav(samples, pesqRate))
      pairs.push(files)
    }
    if (pairs.length === 0) return null
    const { stdout } = await run(python, ['-c', scriptSource, JSON.stringify(pairs)], { timeout: timeoutMs })
    return median((JSON.parse(stdout) as (number | null)[]).filter((score) => score !== null))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Some seconds from a moment on, at PESQ's rate. */
function piece(track: Track, anchor: 'end' | 'start', fromMs: number): Float32Array {
  const times = blockTimes(track, anchor)
  let block = times.findLastIndex((time) => time <= fromMs)
  if (block < 0) block = 0
  const before = track.blocks.slice(0, block).reduce((sum, { samples }) => sum + samples, 0)
  const first = before + ((fromMs - (times[block] ?? fromMs)) / 1_000) * track.sampleRate
  const step = track.sampleRate / pesqRate
  return resample(track.samples, { first, step, length: pieceSeconds * pesqRate })
}
