/** Lists come in pages: `limit`, `cursor`, and `nextCursor` in the answer. */
import { ApiError } from '@mrtc/protocol/api'
import * as z from 'zod'

const pageLimitDefault = 50
export const pageLimitMax = 200
const cursorLengthMax = 512

/** The query of every list; extend it with filters: `pageQuery.extend({ search: … })`. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(pageLimitMax).default(pageLimitDefault).describe('Items of a page.'),
  cursor: z.string().max(cursorLengthMax).optional().describe('`nextCursor` of the page before.'),
})

/** The answer of every list. */
export function pageOf<S extends z.ZodType>(item: S) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Ask for the next page with it. null: this was the last.'),
  })
}

/**
 * One page of a list: asks for one item more than wanted, to see whether there is another page.
 * @param load what comes after this key, in the order of the keys
 * @param keyOf the key that an item is found again by
 * @throws ApiError CURSOR_INVALID
 */
export async function page<T>(
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  load: (after: string | undefined, limit: number) => Promise<readonly T[]>,
  keyOf: (item: T) => string,
): Promise<{ items: T[]; nextCursor: string | null }> {
  const found = await load(cursor === undefined ? undefined : readCursor(cursor), limit + 1)
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: found.length > limit && last !== undefined ? writeCursor(keyOf(last)) : null }
}

/** Opaque, so that nobody builds on what is in it. */
const writeCursor = (key: string) => Buffer.from(JSON.stringify([key])).toString('base64url')

function readCursor(cursor: string): string {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(parsed) && typeof parsed[0] === 'string') return parsed[0]
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new ApiError('CURSOR_INVALID', undefined, { field: 'cursor' })
}
