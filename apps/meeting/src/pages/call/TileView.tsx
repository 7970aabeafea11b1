import { useNames, useNetworkQuality, useParticipant, useSpeaking } from '@mrtc/react'
import { IconDeviceComputerCamera, IconFile, IconMicrophoneOff, IconPin, IconScreenShare } from '@tabler/icons-react'
import { memo, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isAudible, type Tile } from '../../call/tiles.ts'
import { PersonAvatar } from '../../components/PersonAvatar.tsx'
import { VideoView } from '../../components/VideoView.tsx'
import type { Rect } from '../../layout/best-fit.ts'
import { nameInTag } from '../../share/share.ts'
import { useCall } from './CallContext.ts'
import { type TilePicture, useTilePicture } from './hooks/useTilePicture.ts'
import { NetworkBadge } from './NetworkBadge.tsx'
import { TileActions } from './share/TileActions.tsx'
import classes from './TileView.module.css'

export interface TileViewProps {
  readonly tile: Tile
  readonly place: Rect
  readonly isPinned: boolean
  readonly onPin: (tileId: string) => void
  readonly onNetwork: (feedId: string) => void
}

/** Below this a tile has room for its name and nothing else, px. */
const smallTile = 150

const useTileName = (tile: Tile, isOwn: boolean): string => {
  const { t } = useTranslation()
  const name = useNames()(tile.uid)
  const what = nameInTag((tile.videoFeed ?? tile.audioFeed)?.tag ?? '')
  if (tile.content === 'file' || tile.content === 'camera') return isOwn ? what : t('call.sharedBy', { what, name })
  if (tile.content === 'screen') return isOwn ? t('call.yourScreen') : t('call.screenOf', { name })
  return isOwn ? t('call.youName', { name }) : name
}

const sharedIcons = { screen: IconScreenShare, file: IconFile, camera: IconDeviceComputerCamera } as const

/** What stands where no picture is. */
const Placeholder = ({ tile, name }: { readonly tile: Tile; readonly name: string }) => {
  if (tile.content === 'person') return <PersonAvatar name={name} seed={tile.uid} />
  const Icon = sharedIcons[tile.content]
  return <Icon size={48} stroke={1.4} />
}

/** What a tile says while it has no picture but should. */
const noteOf = (picture: TilePicture, isSeen: boolean) => {
  if (picture.state === 'failed') return 'call.noPicture'
  const isComing = picture.state === 'waiting' || (picture.state === 'shown' && !isSeen)
  return isComing ? 'call.connecting' : undefined
}

/** One person, or one thing that a person shows. */
export const TileView = memo(({ tile, place, isPinned, onPin, onNetwork }: TileViewProps) => {
  const { t } = useTranslation()
  const call = useCall()
  const isOwn = tile.uid === call.room.localUid
  const isPerson = tile.content === 'person'
  const name = useTileName(tile, isOwn)
  const personName = useNames()(tile.uid)
  const feed = tile.videoFeed ?? tile.audioFeed
  const picture = useTilePicture(tile)
  const measurement = useNetworkQuality(feed?.feedId)
  const isSpeaking = useSpeaking(tile.uid) && isPerson
  const isConnected = useParticipant(tile.uid)?.connected ?? true
  const isMuted = isPerson && !isAudible(tile)
  const [shownTrack, setShownTrack] = useState<MediaStreamTrack>()
  const hasPicture = picture.state === 'shown' && picture.track === shownTrack
  const isMoving = isPerson || tile.content === 'camera'
  const isHeld = hasPicture && !isOwn && isMoving && measurement?.figures.frozen === 1
  const note = noteOf(picture, hasPicture || isOwn)
  const article = useRef<HTMLElement>(null)
  const videoFeedId = tile.videoFeed?.feedId

  useEffect(() => {
    if (article.current === null || videoFeedId === undefined) return
    return call.layers.attach(videoFeedId, article.current)
  }, [call, videoFeedId])

  return (
    <article
      ref={article}
      className={classes.tile}
      style={{ width: place.width, height: place.height, transform: `translate(${place.x}px, ${place.y}px)` }}
      aria-label={name}
      data-testid="tile"
      data-uid={tile.uid}
      data-feed={feed?.feedId}
      data-content={tile.content}
      data-speaking={isSpeaking}
      data-small={place.width < smallTile}
    >
      <div className={classes.placeholder}>
        <Placeholder tile={tile} name={personName} />
        {note === undefined ? null : <span className={classes.note}>{t(note)}</span>}
      </div>
      {picture.state === 'shown' ? (
        <VideoView
          track={picture.track}
          isMirrored={isOwn && isPerson}
          isScreen={!isPerson}
          aspect={place.width / place.height}
          label={name}
          onShown={() => setShownTrack(picture.track)}
        />
      ) : null}
      {isHeld ? <div className={classes.held}>{t('call.held')}</div> : null}
      <button
        type="button"
        className={classes.pin}
        aria-label={t(isPinned ? 'call.unpin' : 'call.pin', { name })}
        aria-pressed={isPinned}
        onClick={() => onPin(tile.id)}
      />
      {place.width < smallTile ? null : (
        <TileActions
          name={isPerson ? personName : name}
          feedId={feed?.feedId}
          track={hasPicture ? picture.track : undefined}
        />
      )}
      {isConnected ? null : (
        <div className={classes.away} role="status">
          {t('call.reconnecting')}
        </div>
      )}
      <div className={classes.foot}>
        <span className={classes.name}>
          {isPinned ? <IconPin size={15} aria-label={t('call.pinned')} /> : null}
          {isMuted ? (
            <IconMicrophoneOff size={16} className={classes.muted} aria-label={t('call.muted')} data-testid="muted" />
          ) : null}
          <span className={classes.nameText}>{name}</span>
        </span>
        {feed === undefined ? null : (
          <NetworkBadge
            quality={measurement?.quality}
            title={isOwn ? t('network.yours') : t('network.title', { name: personName })}
            onOpen={() => onNetwork(feed.feedId)}
          />
        )}
      </div>
    </article>
  )
})
TileView.displayName = 'TileView'
