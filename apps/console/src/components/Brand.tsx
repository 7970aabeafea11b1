import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import classes from './Brand.module.css'

export const Brand = () => {
  const { t } = useTranslation()
  return (
    <Link href="/" className={classes.brand} aria-label={t('common.product')}>
      <svg viewBox="0 0 32 32" width={30} height={30} aria-hidden="true">
        <rect width="32" height="32" rx="9" fill="#0f766e" />
        <rect x="6" y="9" width="12" height="14" rx="4" fill="#fff" />
        <path d="M20 14.2l4.4-3a1 1 0 0 1 1.6.8v8a1 1 0 0 1-1.6.8l-4.4-3z" fill="#a5d9d3" />
      </svg>
      <span>{t('common.product')}</span>
    </Link>
  )
}
