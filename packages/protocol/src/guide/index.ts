/** Facts of the guide that more than one SDK or the server needs: names, numbers and sizes, as data. */
export * from './alipay-states.ts'
export * from './api-names.ts'
export * from './profiles.ts'
export * from './values.ts'
export * from './wechat-events.ts'
