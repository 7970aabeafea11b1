import { parseAvcDecoderConfigurationRecord, selectMissingH264ParameterSets, splitH264NalUnits } from 'werift'

const startCode = Buffer.from([0, 0, 0, 1])
const nalTypeMask = 0x1f
const nalTypeSps = 7
const nalTypePps = 8

/** NAL units with start codes between them: the form in which frames travel through this SDK. */
export const toAnnexB = (nalUnits: readonly Buffer[]): Buffer =>
  Buffer.concat(nalUnits.flatMap((nalUnit) => [startCode, nalUnit]))

/**
 * Access units as containers hold them (length prefixes, parameter sets apart in `avcC`) to Annex B with the parameter
 * sets before every key frame, as someone may join at any of them.
 */
export class AnnexBConverter {
  readonly #lengthSize: number | undefined
  readonly #parameterSets: readonly Buffer[]

  /** @param extradata of the container's stream; Annex B already, or nothing, in raw H264 files */
  constructor(extradata: Buffer | null) {
    // The first byte of an avcC record is its version, 1; Annex B begins with a zero.
    if (extradata !== null && extradata[0] === 1) {
      const record = parseAvcDecoderConfigurationRecord(extradata)
      this.#lengthSize = record.naluLengthSize
      this.#parameterSets = record.parameterSets
    } else {
      this.#lengthSize = undefined
      this.#parameterSets =
        extradata === null || extradata.length === 0 ? [] : parameterSets(splitH264NalUnits(extradata, 4, 'annexb'))
    }
  }

  convert(sample: Buffer, { keyFrame }: { readonly keyFrame: boolean }): Buffer {
    const nalUnits =
      this.#lengthSize === undefined
        ? splitH264NalUnits(sample, 4, 'annexb')
        : splitH264NalUnits(sample, this.#lengthSize, 'length-prefixed')
    const missing = keyFrame ? selectMissingH264ParameterSets([...this.#parameterSets], nalUnits) : []
    return toAnnexB([...missing, ...nalUnits])
  }
}

function parameterSets(nalUnits: readonly Buffer[]): Buffer[] {
  return nalUnits.filter((nalUnit) => {
    const type = (nalUnit[0] ?? 0) & nalTypeMask
    return type === nalTypeSps || type === nalTypePps
  })
}
