// A lock between processes, for steps that two commands started at once would otherwise both do.
// It only saves work: what a step makes is put in place by an atomic rename, so that a lock taken over wrongly costs
// time and nothing else. A holder touches its file every few seconds, and a file not touched for long is taken over; a
// process id alone would not do, as several containers may share one cache.

import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { absentAs } from './absent.mjs'

/** How often a holder shows that it is alive. */
const HEARTBEAT_MS = 2_000

/** After how long without a heartbeat a holder is taken for dead: room for a machine that is very busy. */
const STALE_AFTER_MS = 20_000

/** How often a waiting process looks again. */
const POLL_MS = 250

/**
 * Runs the work while holding the lock.
 * @template T
 * @param {object} options
 * @param {string} options.file
 * @param {AbortSignal} options.signal Ends the waiting; the work has to look at it by itself.
 * @param {() => void} [options.onWait] Called once when another process holds the lock.
 * @param {() => Promise<T>} options.work
 * @returns {Promise<T>}
 */
export async function withLock({ file, signal, onWait, work }) {
  const token = randomUUID()
  await mkdir(dirname(file), { recursive: true })
  let announced = false
  while (!(await take(file, token))) {
    if (!announced) onWait?.()
    announced = true
    await sleep(POLL_MS, undefined, { signal })
  }
  // A missed heartbeat is no harm, and the file may be gone while it is being given back.
  const heartbeat = setInterval(() => utimes(file, new Date(), new Date()).catch(() => {}), HEARTBEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    if ((await readToken(file)) === token) await rm(file, { force: true })
  }
}

/**
 * @param {string} file
 * @param {string} token
 * @returns {Promise<boolean>} Whether the lock is ours now.
 */
async function take(file, token) {
  try {
    await writeFile(file, token, { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
  }
  const touchedAtMs = (await stat(file).catch(absentAs(undefined)))?.mtimeMs
  if (touchedAtMs !== undefined && isStale({ touchedAtMs, nowMs: Date.now() })) await removeStale(file)
  return false
}

/**
 * @param {object} times
 * @param {number} times.touchedAtMs When the holder last showed that it was alive.
 * @param {number} times.nowMs
 * @returns {boolean}
 */
export function isStale({ touchedAtMs, nowMs }) {
  return nowMs - touchedAtMs > STALE_AFTER_MS
}

/**
 * Moves the file aside instead of deleting it: of two processes that see the same stale lock, the slower one would
 * otherwise delete the lock that the faster one has just taken. It sees what it has moved, and puts a fresh one back.
 * @param {string} file
 */
async function removeStale(file) {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
    const { mtimeMs } = await stat(aside)
    if (!isStale({ touchedAtMs: mtimeMs, nowMs: Date.now() })) await link(aside, file)
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error
  } finally {
    await rm(aside, { force: true })
  }
}

/**
 * @param {string} file
 * @returns {Promise<string | undefined>}
 */
async function readToken(file) {
  return await readFile(file, 'utf8').catch(absentAs(undefined))
}
