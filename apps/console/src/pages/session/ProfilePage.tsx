import { useTranslation } from 'react-i18next'
import { Page, Panel } from '../../components/index.ts'
import { useSession } from '../../session/index.ts'
import { OwnSessions } from './OwnSessions.tsx'
import { PasswordForm } from './PasswordForm.tsx'

/** One's own account: password, and where one is logged in. */
export const ProfilePage = () => {
  const { t } = useTranslation()
  const { account } = useSession()
  return (
    <Page title={t('session.account')} intro={`${account.displayName} · ${account.name}`}>
      <Panel title={t('session.sessions')}>
        <OwnSessions />
      </Panel>
      <Panel title={t('session.changePassword')}>
        <PasswordForm />
      </Panel>
    </Page>
  )
}
