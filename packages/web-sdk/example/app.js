// A plain script, as pages that follow the guide have: `MeetingController` comes from mrtc.global.js.
const { MeetingController } = window
const byId = (id) => document.getElementById(id)
const log = (text) => {
  byId('log').textContent += `${text}\n`
}

// The elements that streams are shown in; live streams have no captions.
for (const id of ['publish_video1', 'publish_video2', 'publish_video3', 'video1', 'video2', 'video3']) {
  byId('streams').append(Object.assign(document.createElement('video'), { id, playsInline: true }))
}
for (const id of ['audio1', 'audio2', 'audio3']) {
  byId('streams').append(Object.assign(document.createElement('audio'), { id }))
}

const controller = new MeetingController()
let cameraSid

// The page's own server passes on to the one of `npm start`.
byId('server').value = location.origin
byId('uid').value = `user${Math.floor(Math.random() * 1000)}`

/** `npm start` runs with a demo app and signs for it. Your own server does this for you (guide, section 4). */
async function demoSignature(server, uid) {
  const response = await fetch(`${server}/demo/sign`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ uid }),
  })
  if (!response.ok) throw new Error(`${server} does not sign: is it running in demo mode?`)
  return response.json()
}

const roomConfig = {
  auto_publish_subscribe: 3,
  media_type: 1,
  publish_device: 1,
  video_profile_type: 3,
  initPublish: [{ publish_video_id: 'publish_video1', publish_tag: 'camera' }],
  initSubscribe: [1, 2, 3].map((n) => ({ subscribe_video_id: `video${n}`, subscribe_audio_id: `audio${n}` })),
}

// Every callback is logged; those that lead to a next step do it.
for (const name of Object.keys(controller)) {
  // It has to give a stream back.
  if (name === 'StreamFilterHandler') continue
  controller[name] = (...values) => log(`${name}(${values.map((value) => JSON.stringify(value)).join(', ')})`)
}
const also = (name, act) => {
  const logged = controller[name]
  controller[name] = (...values) => {
    logged(...values)
    act(...values)
  }
}
also('OnCreateRoomSucc', (roomId, rtoken) => {
  byId('roomId').value = roomId
  byId('rtoken').value = rtoken
})
also('OnPublishSucc', (sid) => {
  cameraSid ??= sid
})
also('OnMediaClose', (_code, sid) => {
  if (sid === cameraSid) cameraSid = undefined
})

const onClick = (id, act) => byId(id).addEventListener('click', act)
onClick('connect', async () => {
  try {
    const server = byId('server').value.replace(/\/+$/, '')
    const { uid, bizName, appId, workspaceId, sign } = await demoSignature(server, byId('uid').value)
    const room_server_url = `${server.replace(/^http/, 'ws')}/ws`
    await controller.Connect({ uid, room_server_url, biz_name: bizName, sub_biz: appId, workspaceId, sign })
  } catch (error) {
    log(String(error))
  }
})
onClick('create', async () => {
  await controller.InitRoomConfig(roomConfig)
  controller.CreateRoom()
})
onClick('join', async () => {
  await controller.InitRoomConfig(roomConfig)
  controller.JoinRoom(byId('roomId').value, byId('rtoken').value)
})
onClick('leave', () => controller.LeaveRoom())
onClick('screen', () => {
  controller.Publish({
    media_type: 1,
    publish_device: 2,
    publish_video_id: 'publish_video2',
    publish_tag: 'screen',
    enableDesktopAudio: true,
  })
})

// What is shown besides: a file, a region of this page, a stream of our own. One at a time.
let shownSid
const show = async (source) => {
  if (shownSid !== undefined) await controller.UnPublish(shownSid)
  shownSid = undefined
  shownSid = await controller.Publish({ media_type: 1, publish_video_id: 'publish_video3', ...source })
}
byId('file').addEventListener('change', async ({ target: { files } }) => {
  const [file] = files
  if (file) await show({ publish_device: 3, publish_tag: file.name, file }).catch(() => {})
})
onClick('pauseFile', () => controller.PauseFile(shownSid))
onClick('playFile', () => controller.PlayFile(shownSid))
const turn = async (by) => {
  try {
    const { page } = await controller.GetFilePage(shownSid)
    const shown = await controller.ShowFilePage(shownSid, page + by)
    log(`page ${shown.page} of ${shown.pageCount}`)
  } catch ({ code, msg }) {
    log(`${code} ${msg}`)
  }
}
onClick('previousPage', () => turn(-1))
onClick('nextPage', () => turn(1))
onClick('region', () =>
  show({ media_type: 3, publish_device: 4, part_of_screen_id: 'board', publish_tag: 'board' }).catch(() => {}),
)
onClick('custom', () => {
  const stream = byId('canvas').captureStream(15)
  return show({ media_type: 3, publish_device: 5, stream, publish_tag: 'board' }).catch(() => {})
})
onClick('unpublish', () => controller.UnPublish(shownSid))

// A board to draw on with the pointer.
const board = byId('canvas').getContext('2d')
board.fillStyle = '#fff'
board.fillRect(0, 0, 640, 240)
board.lineWidth = 4
board.lineCap = 'round'
board.strokeStyle = '#0f766e'
byId('canvas').addEventListener('pointerdown', ({ offsetX, offsetY }) => {
  board.beginPath()
  board.moveTo(offsetX, offsetY)
})
byId('canvas').addEventListener('pointermove', ({ buttons, offsetX, offsetY }) => {
  if (buttons === 0) return
  board.lineTo(offsetX, offsetY)
  board.stroke()
})

onClick('send', () => controller.SendTextMsg(byId('text').value))
byId('microphone').addEventListener('change', ({ target }) => {
  controller.SetLocalAudioEnable(target.checked ? 1 : 0, cameraSid)
})
byId('camera').addEventListener('change', ({ target }) => {
  controller.SetLocalVideoEnable(target.checked ? 1 : 0, cameraSid)
})
