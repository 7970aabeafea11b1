import { useState } from 'react'
import { useRoomModel } from '../room/room-context.ts'
import { useStore } from '../useStore.ts'
import { FeedAudio } from './FeedAudio.tsx'

export interface RoomAudioProps {
  /** Device id of a speaker. @default the system's choice */
  readonly speakerId?: string | undefined
  /** The browser wants a click before it plays sound: call `play` from one. */
  readonly onBlocked?: (play: () => void) => void
}

/** Everything that is heard of the others. Put one anywhere within the `<RoomProvider>`. */
export const RoomAudio = ({ speakerId, onBlocked }: RoomAudioProps) => {
  const receptions = useStore(useRoomModel().subscriber.receptions)
  const [attempt, setAttempt] = useState(0)
  return [...receptions].map(([feedId, reception]) =>
    reception.state === 'receiving' && reception.tracks.audio !== undefined ? (
      <FeedAudio
        key={feedId}
        feedId={feedId}
        track={reception.tracks.audio}
        speakerId={speakerId}
        attempt={attempt}
        onBlocked={() => onBlocked?.(() => setAttempt((count) => count + 1))}
      />
    ) : null,
  )
}
