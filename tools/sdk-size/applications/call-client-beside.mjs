import { CallClient, captureCamera } from '@mrtc/web-sdk'

const client = new CallClient({ url: 'wss://localhost/ws', uid: 'me', bizName: 'demo', appId: 'app', sign: 'sign' })
await client.connect()
const room = await client.createRoom()
room.on('feedPublished', async (feed) => {
  const { tracks } = await room.subscribe(feed.feedId)
  document.querySelector('video').srcObject = new MediaStream(Object.values(tracks))
})
await room.publish(await captureCamera({ audio: true, video: true }))
