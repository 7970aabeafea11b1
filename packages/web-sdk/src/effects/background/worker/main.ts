/** The script of the background worker: one track. */
import type { FromBackground, ToBackground } from '../messages.ts'
import { FramePipe } from './frame-pipe.ts'
import { BackgroundPainter } from './painter.ts'

/** What of a dedicated worker's global scope is used; TypeScript's DOM types know windows only. */
interface WorkerScope {
  onmessage: ((event: { readonly data: ToBackground }) => void) | null
  postMessage(message: FromBackground, transferred?: readonly Transferable[]): void
}

const scope = globalThis as unknown as WorkerScope
let painter: BackgroundPainter | undefined
let pipe: FramePipe | undefined

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

async function obey(message: ToBackground): Promise<void> {
  switch (message.type) {
    case 'start': {
      const { files, cutOut, streams } = message
      painter = new BackgroundPainter({
        files,
        cutOut,
        onFailed: (error) => scope.postMessage({ type: 'failed', message: textOf(error) }),
      })
      if (streams) pipe = new FramePipe(painter, streams, () => scope.postMessage({ type: 'stopped' }))
      return
    }
    case 'setBackground': {
      const { id } = message
      try {
        await painter?.setBackground(message.background)
        scope.postMessage({ type: 'done', id })
      } catch (error) {
        scope.postMessage({ type: 'failed', id, message: textOf(error) })
      }
      return
    }
    case 'setSource':
      return pipe?.setSource(message.readable)
    case 'draw': {
      const picture = await painter?.paint(message.picture)
      message.picture.close()
      if (picture === undefined) return
      const bitmap = picture.transferToImageBitmap()
      return scope.postMessage({ type: 'drawn', picture: bitmap }, [bitmap])
    }
    case 'tellStatistics':
      if (painter) scope.postMessage({ type: 'done', id: message.id, statistics: painter.statistics })
      return
    case 'end':
      return pipe?.end()
  }
}

scope.onmessage = ({ data }) =>
  void obey(data).catch((error: unknown) => scope.postMessage({ type: 'failed', message: textOf(error) }))
