import { BrandMark } from '@mrtc/ui'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import classes from './Brand.module.css'

export const Brand = () => {
  const { t } = useTranslation()
  return (
    <Link href="/" className={classes.brand} aria-label={t('app.home')}>
      <BrandMark size={32} />
      <span>mrtc</span>
    </Link>
  )
}
