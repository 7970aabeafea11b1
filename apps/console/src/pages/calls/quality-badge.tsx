import { useTranslation } from 'react-i18next'
import type { Call } from '../../api/index.ts'
import { StateBadge } from '../../components/index.ts'

/** How good a call was at its worst. */
export const QualityBadge = ({ grade }: { readonly grade: Call['worstQuality'] }) => {
  const { t } = useTranslation()
  if (grade === null) return <StateBadge tone="neutral">{t('calls.unknown')}</StateBadge>
  return <StateBadge tone={grade}>{t(`calls.grades.${grade}`)}</StateBadge>
}
