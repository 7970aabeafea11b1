/** Names of the guide's Linux SDK (6.4), to check that none is missing. */
export const engine = ['Create', 'Init', 'Destroy', 'CreateSession', 'DestroySession', 'GetVersion']

export const session = [
  'CreateRoom',
  'JoinRoom',
  'Publish',
  'Subscribe',
  'FeedAudio',
  'FeedVideo',
  'SendText',
  'SendData',
  'LeaveRoom',
  'GetSessionId',
  'ClearAudio',
  'AudioQueueSize',
  'StartRecord',
]

export const eventTypes = [
  'INIT',
  'WSS_LINK',
  'CREATE_ROOM',
  'JOIN_ROOM',
  'PUBLISH',
  'SUBSCRIBE',
  'EXIT_ROOM',
  'ICE_LINK',
  'START_RECORD',
]
