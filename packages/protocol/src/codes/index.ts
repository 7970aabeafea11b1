/**
 * The numbers that each platform's SDK gives for a failure, as data from the guide. One file a platform, so that a
 * bundle holds only its own; a table of all is in `@mrtc/protocol/codes/all`.
 */
export { alipayCodes } from './alipay.ts'
export { androidCodes } from './android.ts'
export { iosCodes } from './ios.ts'
export { linuxCodes } from './linux.ts'
export { codeEntries, codeFor, describeCode } from './lookup.ts'
export type { CodeDefinition, CodeEntry, CodeTable, Failure, Operation, OperationCodes, Platform } from './table.ts'
export { webCodes } from './web.ts'
export { wechatCodes } from './wechat.ts'
