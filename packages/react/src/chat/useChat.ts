import { useRoomModel } from '../room/room-context.ts'
import { useStore } from '../useStore.ts'
import type { ChatMessage } from './chat.ts'

/** The conversation in writing, and what can be done with it. */
export interface ChatView {
  /** Oldest first. */
  readonly messages: readonly ChatMessage[]
  /** How many came while it was not open. */
  readonly unread: number
  /** Sends to everyone; a failure is shown as the message's `delivery`. */
  readonly send: (text: string) => Promise<void>
  /** Sends a file to everyone. */
  readonly sendFile: (file: File) => void
  /** Ends an upload. */
  readonly cancelFile: (id: string) => void
  /** Sends one that failed again. */
  readonly retry: (id: string) => Promise<void>
  /** While it is open, what comes counts as read. */
  readonly setOpen: (isOpen: boolean) => void
}

/** The chat of the room. Messages of before we joined are not in it. */
export function useChat(): ChatView {
  const { chat } = useRoomModel()
  const messages = useStore(chat.messages)
  const unread = useStore(chat.unread)
  return {
    messages,
    unread,
    send: chat.send,
    sendFile: chat.sendFile,
    cancelFile: chat.cancelFile,
    retry: chat.retry,
    setOpen: chat.setOpen,
  }
}
