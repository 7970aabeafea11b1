/** Rendering for tests: real React, in StrictMode, into a document. */
import { act, type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

declare global {
  /** React asks for it where `act` is used. */
  var IS_REACT_ACT_ENVIRONMENT: boolean
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true

export interface Rendered extends AsyncDisposable {
  readonly text: string
  readonly container: HTMLElement
  readonly render: (node: ReactNode) => Promise<void>
}

export async function rendered(node: ReactNode): Promise<Rendered> {
  const container = document.createElement('div')
  document.body.append(container)
  const root = createRoot(container)
  const render = (next: ReactNode) => act(async () => root.render(<StrictMode>{next}</StrictMode>))
  await render(node)
  return {
    container,
    get text() {
      return container.textContent ?? ''
    },
    render,
    [Symbol.asyncDispose]: async () => {
      await act(async () => root.unmount())
      container.remove()
    },
  }
}
