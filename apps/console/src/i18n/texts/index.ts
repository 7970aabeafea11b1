/** All texts by area, both languages of an area side by side. */
import { accounts } from './accounts.ts'
import { apps } from './apps.ts'
import { audit } from './audit.ts'
import { calls } from './calls.ts'
import { common } from './common.ts'
import { keys } from './keys.ts'
import { nav } from './nav.ts'
import { overview } from './overview.ts'
import { permissions } from './permissions.ts'
import { problems } from './problems.ts'
import { recordings } from './recordings.ts'
import { rooms } from './rooms.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { signatures } from './signatures.ts'
import { usage } from './usage.ts'
import { webhooks } from './webhooks.ts'

const areas = {
  accounts,
  apps,
  audit,
  calls,
  common,
  keys,
  nav,
  overview,
  permissions,
  problems,
  recordings,
  rooms,
  session,
  settings,
  signatures,
  usage,
  webhooks,
}

type Areas = typeof areas
type TextsIn<L extends 'en' | 'zh'> = { readonly [A in keyof Areas]: Areas[A][L] }

const inLanguage = <L extends 'en' | 'zh'>(language: L) =>
  Object.fromEntries(Object.entries(areas).map(([name, texts]) => [name, texts[language]])) as TextsIn<L>

export const en = inLanguage('en')
/** 简体中文。 */
export const zh = inLanguage('zh')
