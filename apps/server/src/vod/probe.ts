/** What is in a file. */
import type { FileHandle } from 'node:fs/promises'
import { MrtcError, type TrackKind } from '@mrtc/protocol'
import * as z from 'zod'
import { inputLimits } from './formats.ts'
import { guardedFile, ProgramFailedError, runGuarded } from './guarded-process.ts'

const probedSchema = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      disposition: z.object({ attached_pic: z.number().optional() }).optional(),
    }),
  ),
  format: z.object({ duration: z.coerce.number().optional() }).optional(),
})

export interface FileMedia {
  /** Sound first; never empty. */
  readonly kinds: readonly TrackKind[]
  /** Undefined where the file does not say. */
  readonly durationSeconds: number | undefined
  /** Of the picture. */
  readonly pixels: number
}

interface ProbeOptions {
  readonly ffprobe: string
  readonly file: FileHandle
  readonly signal: AbortSignal
}

/** @throws MrtcError VOD_UNPLAYABLE; ProgramMissingError; the signal's reason */
export async function probe({ ffprobe, file, signal }: ProbeOptions): Promise<FileMedia> {
  const entries = 'format=duration:stream=codec_type,width,height:stream_disposition=attached_pic'
  const args = ['-v', 'error', ...inputLimits, '-show_entries', entries, '-of', 'json', guardedFile]
  const lines: string[] = []
  try {
    await runGuarded({ program: ffprobe, args, file, signal, onLine: (line) => lines.push(line) })
  } catch (error) {
    if (!(error instanceof ProgramFailedError)) throw error
    throw new MrtcError('VOD_UNPLAYABLE', undefined, { cause: error })
  }
  const { streams, format } = probedSchema.parse(JSON.parse(lines.join('\n')))
  const hasSound = streams.some(({ codec_type }) => codec_type === 'audio')
  // The cover of a record is no film.
  const picture = streams.find(({ codec_type, disposition }) => codec_type === 'video' && !disposition?.attached_pic)
  const kinds: TrackKind[] = [...(hasSound ? (['audio'] as const) : []), ...(picture ? (['video'] as const) : [])]
  if (kinds.length === 0) throw new MrtcError('VOD_UNPLAYABLE', 'There is neither sound nor a picture in this file.')
  return {
    kinds,
    durationSeconds: format?.duration,
    pixels: (picture?.width ?? 0) * (picture?.height ?? 0),
  }
}
