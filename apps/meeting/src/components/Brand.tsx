import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import classes from './Brand.module.css'

export const Brand = () => {
  const { t } = useTranslation()
  return (
    <Link href="/" className={classes.brand} aria-label={t('app.home')}>
      <img src="/favicon.svg" alt="" width={32} height={32} />
      <span>mrtc</span>
    </Link>
  )
}
