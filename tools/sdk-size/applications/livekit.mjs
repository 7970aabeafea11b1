import { Room, RoomEvent } from 'livekit-client'

const room = new Room()
room.on(RoomEvent.TrackSubscribed, (track) => document.body.append(track.attach()))
await room.connect('wss://localhost', 'token')
await room.localParticipant.enableCameraAndMicrophone()
