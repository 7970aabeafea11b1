import { AutoSubscriber, CallClient, captureCamera } from '@mrtc/web-sdk/core'

// Your own server signs (guide, section 4); here the demo app of `npm start` does.
const body = JSON.stringify({ uid: `user${Date.now()}` })
const answer = await fetch('/demo/sign', { method: 'POST', headers: { 'content-type': 'application/json' }, body })

const client = new CallClient({ url: location.origin, ...(await answer.json()) })
await client.connect()
const [roomId, rtoken] = location.hash.slice(1).split('/')
const room = roomId && rtoken ? await client.joinRoom({ roomId, rtoken }) : await client.createRoom()
location.hash = `${room.roomId}/${room.rtoken}` // open this address in a second window

const { receptions } = new AutoSubscriber(room) // receives everybody
receptions.subscribe(() => {
  const received = [...receptions.get().values()].filter((reception) => reception.state === 'receiving')
  const videos = received.map(({ tracks }) => {
    const srcObject = new MediaStream(Object.values(tracks))
    return Object.assign(document.createElement('video'), { srcObject, autoplay: true, playsInline: true })
  })
  document.body.replaceChildren(...videos)
})
await room.publish(await captureCamera({ audio: true, video: true }))
