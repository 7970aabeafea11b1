/** Sources are made once a machine: `${XDG_CACHE_HOME}/mrtc/media/<hash of what they are>`. */
import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { writeAudioSource } from './audio-source.ts'
import { voiceKind } from './voice.ts'
import { type VideoSourcePlan, writeVideoSource } from './y4m.ts'

export interface SourceFile {
  readonly path: string
}

function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'mrtc', 'media')
}

export function videoSource(plan: VideoSourcePlan): Promise<SourceFile> {
  return cached({ video: plan }, 'camera.y4m', (path) => writeVideoSource(path, plan))
}

export async function microphoneSource(): Promise<SourceFile> {
  const voice = await voiceKind()
  return cached({ audio: voice }, 'microphone.wav', (path) => writeAudioSource(path, voice))
}

let generator: Promise<string> | undefined

/** What the generators are: other code makes other files. */
function generatorHash(): Promise<string> {
  generator ??= (async () => {
    const folder = new URL('.', import.meta.url)
    const names = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).sort()
    const hash = createHash('sha256')
    for (const name of names) hash.update(await readFile(new URL(name, folder)))
    return hash.digest('hex')
  })()
  return generator
}

async function cached(key: object, name: string, make: (path: string) => Promise<void>): Promise<SourceFile> {
  const hash = createHash('sha256')
    .update(JSON.stringify([key, await generatorHash()]))
    .digest('hex')
    .slice(0, 16)
  const folder = join(cacheFolder(), hash)
  const path = join(folder, name)
  if (await isThere(path)) return { path }
  await mkdir(cacheFolder(), { recursive: true })
  const unfinished = join(cacheFolder(), `.unfinished-${randomUUID()}`)
  await mkdir(unfinished)
  try {
    await make(join(unfinished, name))
    await rename(unfinished, folder).catch(async (error: unknown) => {
      // Another run made it meanwhile; both are the same.
      if (!(await isThere(path))) throw error
    })
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  return { path }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
