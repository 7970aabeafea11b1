import { parseAvcDecoderConfigurationRecord, selectMissingH264ParameterSets, splitH264NalUnits } from 'werift'
import { isParameterSet, nalType, nalTypeOf, splitAnnexB, toAnnexB } from './nal-units.ts'

export interface AccessUnit {
  /** With start codes; a key frame begins with its parameter sets. */
  readonly data: Buffer
  readonly keyFrame: boolean
}

/**
 * Brings access units into the form in which they are sent: start codes instead of length prefixes, and parameter sets
 * before every key frame, as someone may join at any of them. Encoders and containers give them once, or apart.
 */
export class AccessUnitNormalizer {
  readonly #lengthSize: number | undefined
  #parameterSets: readonly Buffer[]

  /** @param extradata of a container's stream: an avcC record, Annex B, or nothing */
  constructor(extradata: Buffer | null = null) {
    // The first byte of an avcC record is its version, 1; Annex B begins with a zero.
    if (extradata !== null && extradata[0] === 1) {
      const record = parseAvcDecoderConfigurationRecord(extradata)
      this.#lengthSize = record.naluLengthSize
      this.#parameterSets = record.parameterSets
    } else {
      this.#lengthSize = undefined
      this.#parameterSets =
        extradata === null || extradata.length === 0 ? [] : splitAnnexB(extradata).filter(isParameterSet)
    }
  }

  /** @throws Error when these are no NAL units */
  normalize(sample: Buffer): AccessUnit {
    const nalUnits =
      this.#lengthSize === undefined
        ? splitAnnexB(sample)
        : splitH264NalUnits(sample, this.#lengthSize, 'length-prefixed')
    const own = nalUnits.filter(isParameterSet)
    // Copies: the sample's memory may be the caller's, or FFmpeg's.
    if (own.length > 0) this.#remember(own.map((nalUnit) => Buffer.from(nalUnit)))
    const keyFrame = nalUnits.some((nalUnit) => nalTypeOf(nalUnit) === nalType.idrSlice)
    const missing = keyFrame ? selectMissingH264ParameterSets([...this.#parameterSets], nalUnits) : []
    return { data: toAnnexB([...missing, ...nalUnits]), keyFrame }
  }

  #remember(parameterSets: readonly Buffer[]): void {
    const types = new Set(parameterSets.map(nalTypeOf))
    this.#parameterSets = [...this.#parameterSets.filter((set) => !types.has(nalTypeOf(set))), ...parameterSets]
  }
}
