import { RoomAudio, RoomProvider, useCall, useFeeds, useNames, useTracks, VideoView } from '@mrtc/react'
import { CallClient, type CallClientOptions } from '@mrtc/web-sdk/core'

const Tile = ({ feedId, uid }: { feedId: string; uid: string }) => {
  const feed = useTracks(feedId)
  const name = useNames()(uid)
  const video = feed.state === 'live' ? feed.tracks.video : undefined
  return (
    <figure>
      {video ? <VideoView track={video} /> : feed.state}
      <figcaption>{name}</figcaption>
    </figure>
  )
}

const Everyone = () => useFeeds().map(({ feedId, uid }) => <Tile key={feedId} feedId={feedId} uid={uid} />)

export const Call = ({ options, roomId, rtoken }: { options: CallClientOptions; roomId: string; rtoken: string }) => {
  const call = useCall({
    createClient: () => new CallClient(options),
    enter: (client, signal) => client.joinRoom({ roomId, rtoken, signal }),
    key: roomId,
  })
  if (call.state === 'failed') return call.error.message
  if (call.state !== 'in') return call.state
  return (
    <RoomProvider client={call.client} room={call.room}>
      <Everyone />
      <RoomAudio />
    </RoomProvider>
  )
}
