/** Small enough for an argument list. */
const chunkBytes = 0x8000

export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += chunkBytes) text += String.fromCharCode(...bytes.subarray(i, i + chunkBytes))
  return btoa(text)
}
