import { useStore } from '@mrtc/react'
import { saveFile, takePicture } from '@mrtc/web-sdk'
import { IconCamera, IconPlayerStopFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { fileNameAt } from '../../../recording/file-name.ts'
import { useCall } from '../CallContext.ts'
import { PageButtons } from './PageButtons.tsx'
import { PlayButton } from './PlayButton.tsx'
import classes from './TileActions.module.css'

export interface TileActionsProps {
  /** Of the tile, for the picture's file. */
  readonly name: string
  readonly feedId: string | undefined
  /** What the tile shows. */
  readonly track: MediaStreamTrack | undefined
}

const iconSize = 18

/** What can be done with a tile: a picture of it, and of what we share pages, pause and end. */
export const TileActions = ({ name, feedId, track }: TileActionsProps) => {
  const { t } = useTranslation()
  const call = useCall()
  const { shares } = useStore(call.shares.store)
  const speakerId = useStore(call.media.speaker)
  const share = shares.find((other) => other.feedId === feedId)
  if (track === undefined && share === undefined) return null

  const takeIt = async (source: MediaStreamTrack) => {
    try {
      const { blob } = await takePicture(source)
      const file = fileNameAt(new Date(), '.png', name)
      saveFile(blob, file)
      call.say({ about: 'pictureSaved', file })
    } catch {
      call.say({ about: 'pictureFailed' })
    }
  }
  const failed = () => call.say({ about: 'fileFailed', name: share?.name ?? '', problem: 'unreadable' })
  const { pages, playback, audio } = share?.media ?? {}
  return (
    <div className={classes.actions} data-quiet={share === undefined}>
      {pages === undefined ? null : <PageButtons pages={pages} onFailed={failed} />}
      {playback === undefined ? null : (
        <PlayButton playback={playback} sound={audio} speakerId={speakerId} onFailed={failed} />
      )}
      {track === undefined ? null : (
        <button
          type="button"
          className={classes.button}
          aria-label={t('picture.take', { name })}
          title={t('picture.take', { name })}
          data-testid="take-picture"
          onClick={() => void takeIt(track)}
        >
          <IconCamera size={iconSize} />
        </button>
      )}
      {share === undefined ? null : (
        <button
          type="button"
          className={classes.button}
          aria-label={t('share.stop', { name })}
          title={t('share.stop', { name })}
          data-testid="tile-stop"
          onClick={() => void call.shares.stop(share.feedId)}
        >
          <IconPlayerStopFilled size={iconSize} />
        </button>
      )}
    </div>
  )
}
