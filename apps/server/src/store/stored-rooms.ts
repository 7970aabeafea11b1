/** Rooms as they were last, for a server that comes back. What a record holds is the business of who saves it. */
export interface StoredRooms {
  load(): Promise<{ readonly roomId: string; readonly record: unknown }[]>
  /** All of it or nothing. */
  write(changes: {
    readonly saved: readonly { readonly roomId: string; readonly record: object }[]
    readonly removed: readonly string[]
  }): Promise<void>
}
