import type { AppIdentity, CallerSession } from '../signaling/contract.ts'

/** Who has a session on this server, in a room or not. */
export class Online {
  readonly #sessions = new Map<string, CallerSession>()

  add(session: CallerSession): void {
    this.#sessions.set(keyOf(session.app, session.uid), session)
  }

  /** Not the one that took its place. */
  remove(session: CallerSession): void {
    const key = keyOf(session.app, session.uid)
    if (this.#sessions.get(key)?.sessionId === session.sessionId) this.#sessions.delete(key)
  }

  find(app: AppIdentity, uid: string): CallerSession | undefined {
    return this.#sessions.get(keyOf(app, uid))
  }
}

/** JSON keeps the parts apart whatever is in them. */
function keyOf({ bizName, appId, workspaceId }: AppIdentity, uid: string): string {
  return JSON.stringify([bizName, appId, workspaceId, uid])
}
