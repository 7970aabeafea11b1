import { useHotkeys } from '@mantine/hooks'

export interface ShortcutActions {
  readonly microphone: () => void
  readonly camera: () => void
  readonly share: () => void
  readonly chat: () => void
  readonly people: () => void
  readonly network: () => void
  /** Closes what is open, then what is large. */
  readonly back: () => void
}

/** The keys of the call, one a function. They rest while a person writes. */
export const shortcutKeys = { microphone: 'M', camera: 'V', share: 'S', chat: 'C', people: 'P', network: 'N' } as const

/** Escape within a dialogue or menu is theirs. */
const isWithinOverlay = (event: KeyboardEvent): boolean =>
  event.target instanceof Element && event.target.closest('[role="dialog"], [role="menu"]') !== null

export const useShortcuts = (actions: ShortcutActions, isEnabled: boolean): void => {
  useHotkeys(
    isEnabled
      ? [
          [shortcutKeys.microphone, actions.microphone],
          [shortcutKeys.camera, actions.camera],
          [shortcutKeys.share, actions.share],
          [shortcutKeys.chat, actions.chat],
          [shortcutKeys.people, actions.people],
          [shortcutKeys.network, actions.network],
        ]
      : [],
  )
  useHotkeys(
    [['Escape', (event) => (isWithinOverlay(event) ? undefined : actions.back()), { preventDefault: false }]],
    [],
  )
}
