import type { RecordingFile } from '../../api/index.ts'
import { Dialog } from '../../components/index.ts'

/** Plays a recording; the browser fetches what it needs of it. */
export const PlayDialog = ({ file, onClose }: { readonly file: RecordingFile; readonly onClose: () => void }) => (
  <Dialog onClose={onClose} title={file.name} size="xl">
    {/* biome-ignore lint/a11y/useMediaCaption: a recording of a call has none */}
    <video
      src={file.url}
      controls
      preload="metadata"
      style={{ width: '100%', maxHeight: '65vh', background: '#000', borderRadius: 8 }}
      aria-label={file.name}
      data-testid="player"
    />
  </Dialog>
)
