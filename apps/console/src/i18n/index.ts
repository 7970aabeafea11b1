/** The texts of the console, in its languages. */
import { en, zh } from './texts/index.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

export const texts = { en, zh }
