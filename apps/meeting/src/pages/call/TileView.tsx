import { useNames, useNetworkQuality, useParticipant, useSpeaking } from '@mrtc/react'
import { IconMicrophoneOff, IconPin, IconScreenShare } from '@tabler/icons-react'
import { memo, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isAudible, type Tile } from '../../call/tiles.ts'
import { PersonAvatar } from '../../components/PersonAvatar.tsx'
import { VideoView } from '../../components/VideoView.tsx'
import type { Rect } from '../../layout/best-fit.ts'
import { useCall } from './CallContext.ts'
import { type TilePicture, useTilePicture } from './hooks/useTilePicture.ts'
import { NetworkBadge } from './NetworkBadge.tsx'
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
  if (tile.content === 'screen') return isOwn ? t('call.yourScreen') : t('call.screenOf', { name })
  return isOwn ? t('call.youName', { name }) : name
}

/** What a tile says while it has no picture but should. */
const noteOf = (picture: TilePicture, isSeen: boolean) => {
  if (picture.state === 'failed') return 'call.noPicture'
  const isComing = picture.state === 'waiting' || (picture.state === 'shown' && !isSeen)
  return isComing ? 'call.connecting' : undefined
}

/** One person or one screen. */
export const TileView = memo(({ tile, place, isPinned, onPin, onNetwork }: TileViewProps) => {
  const { t } = useTranslation()
  const call = useCall()
  const isOwn = tile.uid === call.room.localUid
  const isScreen = tile.content === 'screen'
  const name = useTileName(tile, isOwn)
  const personName = useNames()(tile.uid)
  const feed = tile.videoFeed ?? tile.audioFeed
  const picture = useTilePicture(tile)
  const measurement = useNetworkQuality(feed?.feedId)
  const isSpeaking = useSpeaking(tile.uid) && !isScreen
  const isConnected = useParticipant(tile.uid)?.connected ?? true
  const isMuted = !isScreen && !isAudible(tile)
  const [shownTrack, setShownTrack] = useState<MediaStreamTrack>()
  const hasPicture = picture.state === 'shown' && picture.track === shownTrack
  const isHeld = hasPicture && !isOwn && measurement?.figures.frozen === 1
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
        {isScreen ? <IconScreenShare size={48} stroke={1.4} /> : <PersonAvatar name={personName} seed={tile.uid} />}
        {note === undefined ? null : <span className={classes.note}>{t(note)}</span>}
      </div>
      {picture.state === 'shown' ? (
        <VideoView
          track={picture.track}
          isMirrored={isOwn && !isScreen}
          isScreen={isScreen}
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
