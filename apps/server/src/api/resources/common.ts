/** Parts of schemas that several resources share. */
import * as z from 'zod'

const nameLengthMax = 64
const bizNameLengthMax = 128
const idLengthMax = 128

/** RFC 3339, in UTC. */
export const instant = z.iso.datetime({ offset: true })
export const bizName = z
  .string()
  .min(1)
  .max(bizNameLengthMax)
  .regex(/^[A-Za-z0-9_.-]+$/, 'takes letters, digits, . _ and -')
  .describe('Of the call app.')
export const id = z
  .string()
  .min(1)
  .max(idLengthMax)
  .regex(/^[A-Za-z0-9_.-]+$/, 'takes letters, digits, . _ and -')
// Not \p{Cc}, which clients in other languages cannot read out of the document.
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about
const noControlCharacters = /^[^\u0000-\u001f\u007f-\u009f]+$/u
/** For people; no control characters. */
export const displayName = z
  .string()
  .trim()
  .min(1)
  .max(nameLengthMax)
  .regex(noControlCharacters, 'takes no control characters')

export const appParams = z.object({ bizName })

/** @returns RFC 3339 */
export const iso = (time: Date) => time.toISOString()
export const isoOrNull = (time: Date | undefined) => time?.toISOString() ?? null

/** Any JSON. Not `z.json()`: its recursion gets a name of its own in each route's part of the document. */
export const anyJson = z.unknown()
