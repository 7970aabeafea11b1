import { useTranslation } from 'react-i18next'
import { isLanguage, type Language, rememberLanguage } from './languages.ts'

/** The language of the page, and how to change it. */
export const useLanguage = (): readonly [Language, (language: Language) => void] => {
  const { i18n } = useTranslation()
  const language = isLanguage(i18n.language) ? i18n.language : 'en'
  const choose = (next: Language) => {
    rememberLanguage(next)
    void i18n.changeLanguage(next)
  }
  return [language, choose]
}
