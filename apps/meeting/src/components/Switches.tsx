import { LanguageSwitch, SchemeSwitch } from '@mrtc/ui'
import { useTranslation } from 'react-i18next'

/** What the page is read in: its language and whether it is dark. */
export const Switches = () => {
  const { t } = useTranslation()
  return (
    <>
      <LanguageSwitch label={t('app.language')} />
      <SchemeSwitch toDark={t('app.toDark')} toLight={t('app.toLight')} />
    </>
  )
}
