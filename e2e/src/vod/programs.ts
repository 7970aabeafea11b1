/** Which processes play a file of a server. */
import { readdir, readFile, readlink } from 'node:fs/promises'

/** Ids of the FFmpegs that have a file of the folder open, also one that has no name any more. */
export async function programsReading(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    pids.map(async (pid) => {
      const command = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
      if (command.trim() !== 'ffmpeg') return []
      const target = await readlink(`/proc/${pid}/fd/3`).catch(() => '')
      return target.startsWith(folder) ? [Number(pid)] : []
    }),
  )
  return found.flat()
}
