import { splitH264NalUnits } from 'werift'

/** Types of NAL units (ITU-T H.264, table 7-1) that matter here. */
export const nalType = { idrSlice: 5, sps: 7, pps: 8 } as const

const nalTypeMask = 0x1f
const startCode = Buffer.from([0, 0, 0, 1])

export const nalTypeOf = (nalUnit: Buffer): number => (nalUnit[0] ?? 0) & nalTypeMask

/** The NAL units of an access unit with start codes. @throws Error when it has none */
export const splitAnnexB = (accessUnit: Buffer): Buffer[] => splitH264NalUnits(accessUnit, 4, 'annexb')

/** NAL units with start codes between them: the form in which frames travel through this SDK. */
export const toAnnexB = (nalUnits: readonly Buffer[]): Buffer =>
  Buffer.concat(nalUnits.flatMap((nalUnit) => [startCode, nalUnit]))

export const isParameterSet = (nalUnit: Buffer): boolean => {
  const type = nalTypeOf(nalUnit)
  return type === nalType.sps || type === nalType.pps
}
