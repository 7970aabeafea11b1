/** One WebSocket's life: frames in and out, told once when it is over. */
export { FrameSocket, type FrameSocketListener } from './frame-socket.ts'
export { toSocketUrl } from './socket-url.ts'
export type { WebSocketLike } from './websocket-like.ts'
