/** Languages: the browser's at first, then what was chosen, on all our pages of one host; `<html lang>` follows. */
import { createInstance, type i18n, type Resource, type ResourceLanguage } from 'i18next'
import { initReactI18next } from 'react-i18next'

export const languages = { en: 'English', zh: '中文' } as const
export type Language = keyof typeof languages

/** What browsers, screen readers and Intl choose fonts, voices and forms by. */
export const localeOf: Record<Language, string> = { en: 'en', zh: 'zh-CN' }

const storageKey = 'mrtc.language'

export const isLanguage = (text: string | null | undefined): text is Language =>
  text !== undefined && text !== null && Object.hasOwn(languages, text)

/** The first of the wished languages that there is, English without any. */
export const pickLanguage = (wished: readonly string[]): Language =>
  wished.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage) ?? 'en'

/** What was chosen here before, or what the browser wishes. */
export function rememberedLanguage(): Language {
  const remembered = recalled()
  return isLanguage(remembered) ? remembered : pickLanguage(navigator.languages)
}

function recalled(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    // Storage may be forbidden.
    return null
  }
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // A private window or a full disk: the choice lives as long as the page.
  }
}

/** @param texts by language; each page declares the type of its own to i18next */
export async function createTranslations(
  language: Language,
  texts: Readonly<Record<Language, ResourceLanguage[string]>>,
): Promise<i18n> {
  const translations = createInstance()
  translations.on('languageChanged', (chosen) => {
    if (isLanguage(chosen)) document.documentElement.lang = localeOf[chosen]
  })
  const resources: Resource = { en: { translation: texts.en }, zh: { translation: texts.zh } }
  await translations.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  })
  return translations
}
