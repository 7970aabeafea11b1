/** What we show besides ourselves: screens, files, further cameras. Each is a publication of its own, with a tile of its own. */
import type { PublicationPort } from '@mrtc/client'
import { limits } from '@mrtc/protocol'
import type { CapturedFile } from '@mrtc/web-sdk'

export type ShareKind = 'screen' | 'camera' | 'file'

export interface Share {
  readonly feedId: string
  readonly kind: ShareKind
  /** Of the file or camera; empty for a screen. */
  readonly name: string
  readonly publication: PublicationPort
  readonly media: CapturedFile
}

/** Why a file was not shared, as far as a person can do something about it. */
export type FileProblem = 'unreadable' | 'tooLarge' | 'unknown'

/** A camera besides the one of a person says so in its tag, and its name after that. */
const cameraTag = 'camera: '

const cut = (tag: string) => [...tag].slice(0, limits.tagLength / 2).join('')

/** What others see of a share's name: the tag of its feed. */
export const tagOf = (kind: ShareKind, name: string): string => {
  if (kind === 'screen') return 'screen'
  return cut(kind === 'camera' ? cameraTag + name : name)
}

export const isFurtherCamera = (tag: string): boolean => tag.startsWith(cameraTag)

/** The name in a tag. */
export const nameInTag = (tag: string): string => (isFurtherCamera(tag) ? tag.slice(cameraTag.length) : tag)
