/** Encoders and decoders on FFmpeg (node-av), and raw media as they come and go. Every object has `close()`: FFmpeg's memory is not the garbage collector's. */
export { check, openCodec } from './ffmpeg.ts'
export * from './frames.ts'
export { H264Encoder, type H264EncoderOptions } from './h264-encoder.ts'
export { OpusDecoder } from './opus-decoder.ts'
export { OpusEncoder, opusFrameMs } from './opus-encoder.ts'
export { Resampler, type SampleLayout, s16Layout } from './resampler.ts'
export { type VideoCodecName, VideoDecoder } from './video-decoder.ts'
