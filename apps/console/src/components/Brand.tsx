import { BrandMark } from '@mrtc/ui'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import classes from './Brand.module.css'

export const Brand = () => {
  const { t } = useTranslation()
  return (
    <Link href="/" className={classes.brand} aria-label={t('common.product')}>
      <BrandMark size={30} />
      <span>{t('common.product')}</span>
    </Link>
  )
}
