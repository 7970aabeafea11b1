/** Browsers begin a download within this time; the address must live as long. */
const downloadStartsWithinMs = 60_000

/** Lets the browser save a file, under this name or one like it, where it saves downloads. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), downloadStartsWithinMs)
}
