import { useHotkeys } from '@mantine/hooks'

export interface ShortcutActions {
  readonly microphone: () => void
  readonly camera: () => void
  readonly share: () => void
  readonly chat: () => void
  readonly people: () => void
  /** Closes what is open, then what is large. */
  readonly back: () => void
}

/** The keys of the call, one a function. They rest while a person writes. */
export const shortcutKeys = { microphone: 'M', camera: 'V', share: 'S', chat: 'C', people: 'P' } as const

export const useShortcuts = (actions: ShortcutActions, isEnabled: boolean): void => {
  useHotkeys(
    isEnabled
      ? [
          [shortcutKeys.microphone, actions.microphone],
          [shortcutKeys.camera, actions.camera],
          [shortcutKeys.share, actions.share],
          [shortcutKeys.chat, actions.chat],
          [shortcutKeys.people, actions.people],
        ]
      : [],
  )
  useHotkeys([['Escape', actions.back, { preventDefault: false }]], [])
}
