import { Component, type ReactNode } from 'react'
import { BrokenPage } from './BrokenPage.tsx'

type State = { readonly isBroken: boolean }

/** The last resort: a part of the page that failed to load or to draw is answered with words, not with a white page. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override readonly state: State = { isBroken: false }

  static getDerivedStateFromError(): State {
    return { isBroken: true }
  }

  override render(): ReactNode {
    return this.state.isBroken ? <BrokenPage /> : this.props.children
  }
}
