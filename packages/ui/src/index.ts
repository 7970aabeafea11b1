/**
 * What the call page and the console look and read alike by: theme, colour scheme, languages. Styles of Mantine are
 * imported by each page, which knows what it uses.
 */
export { BrandMark } from './BrandMark.tsx'
export { ErrorBoundary } from './ErrorBoundary.tsx'
export { LanguageSwitch } from './LanguageSwitch.tsx'
export {
  createTranslations,
  type Language,
  languages,
  localeOf,
  pickLanguage,
  rememberedLanguage,
} from './languages.ts'
export { SchemeSwitch } from './SchemeSwitch.tsx'
export { Theme } from './Theme.tsx'
export { type Variables, variablesWith } from './theme.ts'
export { useLanguage } from './useLanguage.ts'
