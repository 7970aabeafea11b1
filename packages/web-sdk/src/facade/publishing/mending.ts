import type { TrackKind } from '../call-ports.ts'
import type { OpenedSource } from './capture-source.ts'
import { type FilterEdges, openSource } from './filtered-source.ts'
import type { PublishedStream } from './published-stream.ts'

/** Besides each change of devices: some give none. */
const retryEveryMs = 3_000

interface MendingOptions extends FilterEdges {
  /** Whether the stream still stands. */
  readonly isPublished: () => boolean
  readonly onMended: () => void
}

/**
 * A camera or microphone that was unplugged comes back, or another takes its place (guide 6.3.1, V 1.4.1 and V 1.3.4):
 * captured again until the stream is over or shows something else.
 */
export function mendWhenItEnds(stream: PublishedStream, options: MendingOptions): void {
  for (const kind of stream.kinds) followTrack(stream, kind, options)
}

function followTrack(stream: PublishedStream, kind: TrackKind, options: MendingOptions): void {
  const track = stream.media[kind]
  track?.addEventListener('ended', () => {
    if (options.isPublished() && stream.media[kind] === track) mend(stream, kind, options)
  })
}

function mend(stream: PublishedStream, kind: TrackKind, options: MendingOptions): void {
  const { capture, isPublished, onMended } = options
  const lost = stream.media[kind]
  const isWanted = () => isPublished() && stream.media[kind] === lost
  let isTrying = false
  const abort = new AbortController()
  const attempt = async () => {
    if (!isWanted()) return stop()
    if (isTrying) return
    isTrying = true
    try {
      const media = await openOne(stream, kind, options, abort.signal)
      if (!isWanted()) return media.stop()
      await stream.mend(kind, media)
      stop()
      followTrack(stream, kind, options)
      onMended()
    } catch {
      // Not there yet: the next change of devices, or the next look, may bring it.
    } finally {
      isTrying = false
    }
  }
  const stopListening = capture.onDevicesChanged(() => void attempt())
  const timer = setInterval(() => void attempt(), retryEveryMs)
  const stop = () => {
    stopListening()
    clearInterval(timer)
    abort.abort()
  }
  void attempt()
}

/** The same device if it is there, else any; with the effects and the filter that the stream has. */
async function openOne(
  { settings, tag }: PublishedStream,
  kind: TrackKind,
  edges: FilterEdges,
  signal: AbortSignal,
): Promise<OpenedSource> {
  const { source } = settings
  if (source.device !== 'camera') throw new Error('only cameras and microphones are mended')
  const open = (from: typeof source) => openSource({ ...settings, kinds: [kind], source: from }, tag, edges, signal)
  const { deviceId, ...anyCamera } = source.video
  const isChosen = kind === 'video' ? deviceId !== undefined : source.microphoneId !== undefined
  const any = { ...source, video: anyCamera, microphoneId: undefined }
  return isChosen ? open(source).catch(() => open(any)) : open(any)
}
