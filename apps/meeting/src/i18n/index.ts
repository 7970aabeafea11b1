/** The languages of the page: the browser's at first, then what was chosen; `<html lang>` follows. */
import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import { zh } from './zh.ts'

export const languages = { en: 'English', zh: '中文' } as const
export type Language = keyof typeof languages

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

/** What browsers and screen readers choose fonts and voices by. */
const htmlLang: Record<Language, string> = { en: 'en', zh: 'zh-CN' }

export const isLanguage = (text: string | undefined): text is Language => text !== undefined && text in languages

/** The first of the wished languages that there is, English without any. */
export const pickLanguage = (wished: readonly string[]): Language =>
  wished.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage) ?? 'en'

export const createTranslations = async (language: Language): Promise<i18n> => {
  const translations = createInstance()
  const follow = (chosen: string) => {
    if (isLanguage(chosen)) document.documentElement.lang = htmlLang[chosen]
  }
  translations.on('languageChanged', follow)
  await translations.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, zh: { translation: zh } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  })
  return translations
}
