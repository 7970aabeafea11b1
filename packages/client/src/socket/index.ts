/** One WebSocket's life: frames in and out, told once when it is over; and how one comes about when packets are lost. */
export { Dial, type DialListener } from './dial.ts'
export { FrameSocket, type FrameSocketListener } from './frame-socket.ts'
export { toHttpUrl, toSocketUrl } from './socket-url.ts'
export type { WebSocketLike } from './websocket-like.ts'
