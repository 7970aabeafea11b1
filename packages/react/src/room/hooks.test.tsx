// @vitest-environment happy-dom
import { FakeClient, FakeRoom, fakeTrack, feedOf } from '@mrtc/client/testing'
import type { MediaTracks } from '@mrtc/web-sdk/core'
import { act } from 'react'
import { describe, expect, it } from 'vitest'
import { useChat } from '../chat/index.ts'
import { RoomAudio, useTracks, VideoView } from '../media/index.ts'
import { rendered } from '../testing/render.tsx'
import { useConnection, useFeeds, useNames, useParticipants } from './hooks.ts'
import { RoomProvider } from './RoomProvider.tsx'

const tracks: MediaTracks = { audio: fakeTrack('audio'), video: fakeTrack('video') }

const stage = (tracksOf = (): MediaTracks => ({ video: tracks.video as MediaStreamTrack })) => {
  const room = new FakeRoom({ tracksOf })
  const client = new FakeClient(room)
  return { room, client }
}

const People = () => {
  const names = useNames()
  return useParticipants()
    .map(({ uid }) => names(uid))
    .join(', ')
}

const Tiles = () => useFeeds().map(({ feedId }) => <Tile key={feedId} feedId={feedId} />)

const Tile = ({ feedId }: { readonly feedId: string }) => {
  const feed = useTracks(feedId)
  const video = feed.state === 'live' ? feed.tracks.video : undefined
  return (
    <p>
      {feedId} {feed.state} {video?.id}
      {video === undefined ? null : <VideoView track={video} />}
    </p>
  )
}

const Connection = () => useConnection().state

const Messages = () => {
  const { messages, unread } = useChat()
  return `${messages.map(({ name, text }) => `${name}: ${text}`).join()} (${unread})`
}

describe('the hooks of a room', { timeout: 30_000 }, () => {
  it('follow who comes and goes', async () => {
    const { room, client } = stage()
    await using page = await rendered(
      <RoomProvider client={client} room={room}>
        <People />
      </RoomProvider>,
    )
    expect(page.text).toBe('me')
    await act(async () => room.join('ann', 'Ann'))
    expect(page.text).toBe('me, Ann')
    await act(async () => room.part('ann'))
    expect(page.text).toBe('me')
  })

  it('give the tracks of others once they are received, and ours, also when another is sent instead', async () => {
    const { room, client } = stage()
    await using page = await rendered(
      <RoomProvider client={client} room={room}>
        <Tiles />
      </RoomProvider>,
    )
    await act(async () => room.announce(feedOf({ uid: 'ann' })))
    expect(page.text).toBe(`feed-ann live ${tracks.video?.id}`)
    expect(page.container.querySelectorAll('video')).toHaveLength(1)
    await act(async () => room.retract('feed-ann'))
    const [first, second] = [fakeTrack('video'), fakeTrack('video')]
    const publication = await act(async () => room.publish({ video: first }))
    expect(page.text).toBe(`own-1 live ${first.id}`)
    await act(async () => publication.replaceTrack('video', second))
    expect(page.text).toBe(`own-1 live ${second.id}`)
  })

  it('subscribe once to each feed although StrictMode mounts twice, and not any more when unmounted', async () => {
    const { room, client } = stage()
    room.announce(feedOf({ uid: 'ann' }))
    const page = await rendered(
      <RoomProvider client={client} room={room}>
        <Tiles />
      </RoomProvider>,
    )
    expect(page.text).toContain('feed-ann live')
    await page[Symbol.asyncDispose]()
    await act(async () => room.announce(feedOf({ uid: 'bob' })))
    expect([...room.subscribed.keys()]).toEqual(['feed-ann'])
  })

  it('play the sound of others and of nobody twice', async () => {
    const { room, client } = stage(() => ({ audio: tracks.audio as MediaStreamTrack }))
    await using page = await rendered(
      <RoomProvider client={client} room={room}>
        <RoomAudio />
      </RoomProvider>,
    )
    await act(async () => room.announce(feedOf({ uid: 'ann', kinds: ['audio'] })))
    expect([...page.container.querySelectorAll('audio')].map(({ dataset }) => dataset.feed)).toEqual(['feed-ann'])
    await act(async () => room.retract('feed-ann'))
    expect(page.container.querySelectorAll('audio')).toHaveLength(0)
  })

  it('tell how the connection is', async () => {
    const { room, client } = stage()
    await client.connect()
    await using page = await rendered(
      <RoomProvider client={client} room={room}>
        <Connection />
      </RoomProvider>,
    )
    expect(page.text).toBe('open')
    await act(async () => client.become({ state: 'resuming', attempt: 1, since: 0, deadline: 60_000 }))
    expect(page.text).toBe('resuming')
  })

  it('show messages in writing and what is unread', async () => {
    const { room, client } = stage()
    await using page = await rendered(
      <RoomProvider client={client} room={room}>
        <Messages />
      </RoomProvider>,
    )
    await act(async () => room.emit('textReceived', { messageId: '1', from: 'me', text: 'hello', sentAt: 0 }))
    expect(page.text).toBe('me: hello (1)')
  })

  it('say what is missing when they are used outside of a room', async () => {
    await expect(rendered(<People />)).rejects.toThrow('within a <RoomProvider>')
  })
})
