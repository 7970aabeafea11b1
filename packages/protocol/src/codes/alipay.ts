import type { CodeTable } from './table.ts'

/**
 * The Alipay mini-program plugin's error numbers: guide 6.5.3. Its call and network states, which share numbers, are in
 * `guide/alipay-states.ts`.
 */
export const alipayCodes: CodeTable = {
  platform: 'alipay',
  fallback: -1000,
  operations: {
    any: {
      server: { code: -1000, zh: '内部错误，原因未细分', en: 'An internal failure that has no number of its own.' },
      network: {
        code: -1500,
        also: ['timeout', 'connectionClosed', 'connectionLost'],
        zh: '网络有问题',
        en: 'The network failed.',
      },
      parameter: { code: -1600, zh: '传入的参数不对', en: 'A parameter is invalid.' },
    },
    capture: {
      cameraPermission: { code: -1300, zh: '用户不允许使用相机', en: 'The user does not allow the camera.' },
      microphonePermission: { code: -1301, zh: '用户不允许使用麦克风', en: 'The user does not allow the microphone.' },
      videoCaptureFailed: {
        code: -1302,
        isDefault: true,
        also: ['captureFailed'],
        zh: '相机没有打开',
        en: 'The camera could not be opened.',
      },
      audioCaptureFailed: { code: -1303, zh: '麦克风没有打开', en: 'The microphone could not be opened.' },
    },
  },
}
