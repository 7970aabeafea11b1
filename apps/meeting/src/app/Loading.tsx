import { Center, Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export const Loading = () => {
  const { t } = useTranslation()
  return (
    <Center h="100dvh">
      <Loader type="dots" aria-label={t('app.loading')} />
    </Center>
  )
}
