/** Files that the server plays into a room, as plain types for applications; `vod.ts` holds the wire to them. */

/** What is played: a file at an address, or one that was sent in the room, by its id or by its name (the latest so called). */
export type VodSource = { readonly url: string } | { readonly file: string }

/** Why a playback is over: the file is, somebody stopped it or its starter left, or it broke off. */
export type VodEnd = 'finished' | 'stopped' | 'failed'
