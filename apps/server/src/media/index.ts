/**
 * Media on mediasoup: worker processes, one router a room, transports, producers and consumers. Knows nothing of
 * people or permissions; the door is the contract, so that media can move to another process.
 */
export { type MediaConfig, mediaConfigSchema } from './config.ts'
export type {
  Ingest,
  IngestedTrack,
  IngestVideoCodec,
  MediaService,
  MediaUsage,
  PacketListener,
  PacketTap,
  RoomMedia,
  RtpCapabilities,
  SenderReport,
  VideoLayers,
} from './contract.ts'
export { createMediaService } from './service.ts'
