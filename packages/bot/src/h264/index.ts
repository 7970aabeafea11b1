/** H264 streams as bytes: NAL units, parameter sets, the size of the picture. */
export { type AccessUnit, AccessUnitNormalizer } from './access-unit.ts'
export { isParameterSet, nalType, nalTypeOf, splitAnnexB, toAnnexB } from './nal-units.ts'
export { type PictureSize, pictureSizeOf, readPictureSize } from './sps.ts'
