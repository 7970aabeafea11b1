import { forget, recall, remember } from '../../identity/memory.ts'

/** Enough for a call, and little enough for the browser's memory of a page. */
const size = { width: 1280, height: 720 }
const quality = 0.85
const prefix = 'data:image/jpeg;base64,'

/** A picture of the person's own, kept in this browser and nowhere else. */
export const ownPictureUrl = (): string | undefined => recall('ownBackground')

/** @throws Error when there is none */
export const ownPicture = async (): Promise<Blob> => {
  const url = ownPictureUrl()
  if (!url?.startsWith(prefix)) throw new Error('no picture was kept')
  // Not fetched: a strict Content-Security-Policy refuses that for data: addresses.
  const bytes = Uint8Array.from(atob(url.slice(prefix.length)), (letter) => letter.charCodeAt(0))
  return new Blob([bytes], { type: 'image/jpeg' })
}

/** Cut to what a call shows, and kept. @throws Error when it is no picture, or there is no room for it */
export const keepOwnPicture = async (file: Blob): Promise<void> => {
  const picture = await createImageBitmap(file)
  const canvas = document.createElement('canvas')
  canvas.width = size.width
  canvas.height = size.height
  const scale = Math.max(size.width / picture.width, size.height / picture.height)
  const width = picture.width * scale
  const height = picture.height * scale
  const left = (size.width - width) / 2
  const top = (size.height - height) / 2
  canvas.getContext('2d')?.drawImage(picture, left, top, width, height)
  picture.close()
  const url = canvas.toDataURL('image/jpeg', quality)
  remember('ownBackground', url)
  if (ownPictureUrl() === url) return
  forget('ownBackground')
  throw new Error('this browser keeps no picture of this size')
}
