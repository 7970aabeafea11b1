/**
 * NTP time stamps of RTCP (RFC 3550, section 4): 32 bits of seconds since 1900, 32 bits of fraction.
 * werift has a helper of this name that writes the digits after the decimal point as the fraction, which makes sender
 * reports useless for synchronising sound and picture: hence this one.
 */

const epochOffsetSeconds = 2_208_988_800
const fractionUnits = 0x1_0000_0000

/** @param epochMs milliseconds since 1970 */
export function toNtp(epochMs: number): bigint {
  const seconds = Math.floor(epochMs / 1000)
  const fraction = Math.floor(((epochMs - seconds * 1000) / 1000) * fractionUnits)
  return (BigInt(seconds + epochOffsetSeconds) << 32n) | BigInt(fraction)
}

/** The middle 32 bits, as reception reports quote a sender report. */
export const compactNtp = (ntp: bigint): number => Number((ntp >> 16n) & 0xffff_ffffn)

/** `abs-send-time`: seconds in 6.18 fixed point, 24 bits (webrtc.org/experiments/rtp-hdrext/abs-send-time). */
export const absoluteSendTime = (epochMs: number): number => Math.round((epochMs / 1000) * 0x4_0000) & 0xff_ffff
