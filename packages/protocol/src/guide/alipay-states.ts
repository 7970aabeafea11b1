/** What the Alipay plugin reports besides errors (guide 6.5.3). Call and network states share numbers. */
export const alipayCallStates = {
  1101: 'cameraOpened',
  1102: 'microphoneOpened',
  1003: 'liveStarted',
  1004: 'livePaused',
  1005: 'liveStopped',
} as const

export const alipayNetworkStates = {
  1000: 'pushCongested',
  1001: 'pushCongestionEnded',
  1100: 'notOnWifi',
  1101: 'changedToWifi',
  1102: 'offline',
} as const
