/** One WebSocket's life: frames in and out, told once when it is over. */
export type { WebSocketLike } from './websocket-like.ts'
