import type { Background } from '@mrtc/web-sdk'
import books from '../../assets/backgrounds/books.svg'
import dawn from '../../assets/backgrounds/dawn.svg'
import lagoon from '../../assets/backgrounds/lagoon.svg'
import room from '../../assets/backgrounds/room.svg'

/** Pictures that come with the page, by what they show. */
export const scenes = { dawn, books, room, lagoon } as const
export type Scene = keyof typeof scenes

/** What a person wants to be seen behind them. `own` is a picture of theirs. */
export type BackgroundChoice = 'none' | 'light' | 'strong' | Scene | 'own'

export const isScene = (choice: string): choice is Scene => Object.hasOwn(scenes, choice)

/** What is remembered may be of another version of the page, or its picture may be gone. */
export const parseChoice = (remembered: string | undefined, hasOwnPicture: boolean): BackgroundChoice => {
  if (remembered === 'light' || remembered === 'strong') return remembered
  if (remembered === 'own') return hasOwnPicture ? 'own' : 'strong'
  if (remembered !== undefined && isScene(remembered)) return remembered
  return 'none'
}

/** @throws Error when a picture cannot be had */
export const backgroundOf = async (choice: BackgroundChoice, ownPicture: () => Promise<Blob>): Promise<Background> => {
  if (choice === 'none') return { kind: 'none' }
  if (choice === 'own') return { kind: 'image', image: await ownPicture() }
  if (!isScene(choice)) return { kind: 'blur', strength: choice }
  const image = new Image()
  image.src = scenes[choice]
  await image.decode()
  return { kind: 'image', image }
}
