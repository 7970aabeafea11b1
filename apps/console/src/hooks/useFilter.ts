import { useCallback } from 'react'
import { useSearchParams } from 'wouter'

/** What a page is narrowed to, kept in its address: links to it, reloads and the browser's back button keep it. */
export function useFilter<Name extends string>(
  names: readonly Name[],
): readonly [Readonly<Record<Name, string | undefined>>, (changes: Partial<Record<Name, string | undefined>>) => void] {
  const [params, setParams] = useSearchParams()
  const filter = Object.fromEntries(names.map((name) => [name, params.get(name) ?? undefined])) as Record<
    Name,
    string | undefined
  >
  const change = useCallback(
    (changes: Partial<Record<Name, string | undefined>>) =>
      setParams((before) => {
        const after = new URLSearchParams(before)
        for (const [name, value] of Object.entries(changes)) {
          if (typeof value === 'string' && value !== '') after.set(name, value)
          else after.delete(name)
        }
        return after
      }),
    [setParams],
  )
  return [filter, change]
}
