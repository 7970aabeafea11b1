/** Data straight from page to page (guide 6.3.2, SendData), arranged through the room; over the server where no direct way is. */
export { PeerData, type PeerRoom } from './peer-data.ts'
