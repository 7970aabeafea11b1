import { useTranslation } from 'react-i18next'
import { type Problem, problemIn } from '../api/index.ts'
import { en } from '../i18n/texts/index.ts'

type KnownCode = keyof typeof en.problems

const isKnown = (code: string): code is KnownCode => Object.hasOwn(en.problems, code)

/** What to tell a person of what was thrown: in their language where there are words for it, else in the server's. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation()
  return (error) => {
    const { code, detail, field }: Problem = problemIn(error)
    if (code === 'CREDENTIALS_INVALID' && field === 'currentPassword') return t('problems.CURRENT_PASSWORD_WRONG')
    return isKnown(code) ? t(`problems.${code}`) : detail
  }
}
