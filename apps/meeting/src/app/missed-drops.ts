/**
 * A file that is dropped beside where files are taken: browsers would open it in place of the page, which ends the call.
 * Called once, for the page's whole life.
 */
export function ignoreMissedDrops(): void {
  const ignore = (event: DragEvent) => {
    const isTaken = event.defaultPrevented
    if (isTaken || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'none'
  }
  addEventListener('dragover', ignore)
  addEventListener('drop', ignore)
}
