/** What the browser's tab says. */
export const titleOf = (page: string): string => `${page} · mrtc`
