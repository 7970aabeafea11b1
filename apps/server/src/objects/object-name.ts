const nameLength = 512
/** No word begins with a point: neither `..` nor what a store keeps for itself can be named. */
const namePattern = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/

/** @throws RangeError for a name that could lead out of the store */
export function assertObjectName(name: string): void {
  if (name.length <= nameLength && namePattern.test(name)) return
  throw new RangeError(`not a name for an object: ${JSON.stringify(name.slice(0, nameLength))}`)
}
