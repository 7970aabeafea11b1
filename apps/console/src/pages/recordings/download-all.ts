import type { RecordingFile } from '../../api/index.ts'

/** Browsers drop downloads that are begun at the same moment. */
const betweenMs = 500

/** Begins the downloads one after the other; the browser asks once whether several are wanted. */
export function downloadAll(files: readonly RecordingFile[]): void {
  for (const [at, file] of files.entries()) setTimeout(() => download(file), at * betweenMs)
}

function download({ url, name }: RecordingFile): void {
  const link = document.createElement('a')
  link.href = `${url}?download=true`
  link.download = name
  link.click()
}
