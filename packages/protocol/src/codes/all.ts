/** Every platform's table by name, for tools that show them all. SDKs import their own table only. */
import { alipayCodes } from './alipay.ts'
import { androidCodes } from './android.ts'
import { iosCodes } from './ios.ts'
import { linuxCodes } from './linux.ts'
import type { CodeTable, Platform } from './table.ts'
import { webCodes } from './web.ts'
import { wechatCodes } from './wechat.ts'

export const codeTables: Readonly<Record<Platform, CodeTable>> = {
  web: webCodes,
  linux: linuxCodes,
  wechat: wechatCodes,
  alipay: alipayCodes,
  android: androidCodes,
  ios: iosCodes,
}
