/** The conversation in writing. */
export type { ChatFile, ChatMessage, Delivery } from './chat.ts'
export { type ChatView, useChat } from './useChat.ts'
