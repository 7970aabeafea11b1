import { Component, type ReactNode } from 'react'

interface Props {
  /** In place of what is broken. */
  readonly instead: ReactNode
  readonly children: ReactNode
}
type State = { readonly isBroken: boolean }

/** The last resort: a part of the page that failed to load or to draw is answered with words, not with a white page. */
export class ErrorBoundary extends Component<Props, State> {
  override readonly state: State = { isBroken: false }

  static getDerivedStateFromError(): State {
    return { isBroken: true }
  }

  override render(): ReactNode {
    return this.state.isBroken ? this.props.instead : this.props.children
  }
}
