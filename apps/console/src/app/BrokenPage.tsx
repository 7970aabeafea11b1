import { Button } from '@mantine/core'
import { IconMoodSad } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../components/index.ts'

export const BrokenPage = () => {
  const { t } = useTranslation()
  return (
    <EmptyState icon={<IconMoodSad />} title={t('common.unexpected')} hint={t('common.unexpectedHint')}>
      <Button onClick={() => location.reload()}>{t('common.reload')}</Button>
    </EmptyState>
  )
}
