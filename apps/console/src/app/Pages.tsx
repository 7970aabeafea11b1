import { Button } from '@mantine/core'
import { IconLock, IconMapOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, Route, Switch } from 'wouter'
import { EmptyState, Page } from '../components/index.ts'
import { ProfilePage } from '../pages/session/ProfilePage.tsx'
import { useMay } from '../session/index.ts'
import { isFor, type Section, sections } from './sections.tsx'

const NotFound = () => {
  const { t } = useTranslation()
  return (
    <Page title={t('common.notFound')}>
      <EmptyState icon={<IconMapOff />} title={t('common.notFound')} hint={t('common.notFoundHint')}>
        <Button component={Link} href="/">
          {t('common.toOverview')}
        </Button>
      </EmptyState>
    </Page>
  )
}

/** Says so instead of showing a page whose every request is refused. */
const NotAllowed = ({ name, permissions }: Pick<Section, 'name' | 'permissions'>) => {
  const { t } = useTranslation()
  return (
    <Page title={t(`nav.${name}`)}>
      <EmptyState
        icon={<IconLock />}
        title={t('common.notAllowed')}
        hint={t('common.notAllowedHint', { permission: permissions.join(', ') })}
      >
        <Button component={Link} href="/">
          {t('common.toOverview')}
        </Button>
      </EmptyState>
    </Page>
  )
}

/** The page that the address names. */
export const Pages = () => {
  const may = useMay()
  return (
    <Switch>
      {sections.flatMap((section) =>
        section.routes.map(({ path, page: PageOfRoute }) => (
          <Route key={path} path={path}>
            {isFor(section, may) ? <PageOfRoute /> : <NotAllowed {...section} />}
          </Route>
        )),
      )}
      <Route path="/profile">
        <ProfilePage />
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  )
}
