import type { ObjectInfo, ObjectRange } from './contract.ts'

/** The range that is meant, all of it by default. @throws RangeError when it is not within the object */
export function rangeWithin({ sizeBytes }: ObjectInfo, range: ObjectRange | undefined): ObjectRange {
  if (range === undefined) return { offsetBytes: 0, lengthBytes: sizeBytes }
  const { offsetBytes, lengthBytes } = range
  const isWithin = offsetBytes >= 0 && lengthBytes >= 0 && offsetBytes + lengthBytes <= sizeBytes
  if (isWithin && Number.isInteger(offsetBytes) && Number.isInteger(lengthBytes)) return range
  throw new RangeError(`${lengthBytes} bytes from ${offsetBytes} are not within an object of ${sizeBytes} bytes`)
}
