import { MeetingController } from '@mrtc/web-sdk'

const controller = new MeetingController()
controller.OnConnectOK = () =>
  controller.InitRoomConfig({
    auto_publish_subscribe: 3,
    media_type: 1,
    publish_device: 1,
    initPublish: [{ publish_video_id: 'own', publish_tag: 'camera' }],
    initSubscribe: [{ subscribe_video_id: 'video1', subscribe_audio_id: 'audio1' }],
  })
controller.OnInitRoomConfigOK = () => controller.CreateRoom()
controller.Connect({ uid: 'me', room_server_url: 'wss://localhost/ws', biz_name: 'demo', sub_biz: 'app', sign: 'sign' })
