import { Text } from '@mantine/core'
import { useParticipants } from '@mrtc/react'
import { useTranslation } from 'react-i18next'
import { CopyLinkButton } from './CopyLinkButton.tsx'
import classes from './InviteCard.module.css'

/** What to do while nobody else is here. */
export const InviteCard = () => {
  const { t } = useTranslation()
  const participants = useParticipants()
  if (participants.length > 1) return null
  return (
    <aside className={classes.card} data-testid="invite">
      <div>
        <Text fw={600}>{t('call.alone')}</Text>
        <Text size="sm" className={classes.hint}>
          {t('call.aloneHint')}
        </Text>
      </div>
      <CopyLinkButton testId="invite-copy" />
    </aside>
  )
}
