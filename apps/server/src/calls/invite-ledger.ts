import { limits } from '@mrtc/protocol'
import type { CallerSession } from '../signaling/contract.ts'

export interface Invite {
  readonly roomId: string
  readonly inviter: string
  readonly invitee: string
}

export interface InviteParties {
  readonly inviter: CallerSession
  readonly invitee: CallerSession
}

interface PendingInvite {
  readonly invite: Invite
  readonly parties: InviteParties
  readonly timer: NodeJS.Timeout
}

/** Invitations that wait for a reply. */
export class InviteLedger {
  readonly #pending = new Map<string, PendingInvite>()

  has(invite: Invite): boolean {
    return this.#pending.has(keyOf(invite))
  }

  countOf({ roomId, inviter }: Omit<Invite, 'invitee'>): number {
    return [...this.#pending.values()].filter(({ invite }) => invite.roomId === roomId && invite.inviter === inviter)
      .length
  }

  /** @param onTimeout when nobody replied in time; it is forgotten by then */
  add(invite: Invite, parties: InviteParties, onTimeout: () => void): void {
    const key = keyOf(invite)
    const timer = setTimeout(() => {
      this.#pending.delete(key)
      onTimeout()
    }, limits.inviteTimeoutMs)
    this.#pending.set(key, { invite, parties, timer })
  }

  /** Takes it out, if it waits. */
  take(invite: Invite): InviteParties | undefined {
    const pending = this.#pending.get(keyOf(invite))
    if (pending) this.#remove(pending)
    return pending?.parties
  }

  /** Takes out all that a session is a party of, in one of these parts. */
  takeOf(
    { sessionId }: CallerSession,
    parts: readonly (keyof InviteParties)[],
  ): { readonly invite: Invite; readonly parties: InviteParties }[] {
    const found = [...this.#pending.values()].filter(({ parties }) =>
      parts.some((part) => parties[part].sessionId === sessionId),
    )
    for (const pending of found) this.#remove(pending)
    return found
  }

  close(): void {
    for (const pending of [...this.#pending.values()]) this.#remove(pending)
  }

  #remove({ invite, timer }: PendingInvite): void {
    clearTimeout(timer)
    this.#pending.delete(keyOf(invite))
  }
}

/** JSON keeps the three parts apart whatever is in them. */
function keyOf({ roomId, inviter, invitee }: Invite): string {
  return JSON.stringify([roomId, inviter, invitee])
}
