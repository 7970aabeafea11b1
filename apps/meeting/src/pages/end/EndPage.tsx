import { Button, ThemeIcon } from '@mantine/core'
import { IconDoorExit, IconPhoneOff, IconPlugConnectedX, IconUserX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CallEnd } from '../../call/call.ts'
import { Message } from '../../components/Message.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'

const icons = {
  left: IconDoorExit,
  kicked: IconUserX,
  takenOver: IconDoorExit,
  roomEnded: IconPhoneOff,
  lost: IconPlugConnectedX,
  sessionLost: IconPlugConnectedX,
} as const satisfies Record<CallEnd['reason'], unknown>

/** From these there is a way back. */
const mayRejoin: ReadonlySet<CallEnd['reason']> = new Set<CallEnd['reason']>([
  'left',
  'takenOver',
  'lost',
  'sessionLost',
])

export const EndPage = ({ end, onRejoin }: { readonly end: CallEnd; readonly onRejoin: () => void }) => {
  const { t } = useTranslation()
  const Icon = icons[end.reason]
  const canRejoin = mayRejoin.has(end.reason)
  // What ended the session says more than that it ended.
  const cause = end.reason === 'sessionLost' ? end.problem?.key : undefined
  const words =
    cause === undefined || cause === 'sessionLost' ? (`end.${end.reason}` as const) : (`problem.${cause}` as const)
  const title = t(`${words}.title`)
  return (
    <PageFrame title={title}>
      <Message
        testId="end-screen"
        reason={end.reason}
        title={title}
        hint={t(`${words}.hint`)}
        icon={
          <ThemeIcon size={64} radius="xl" variant="light" color={end.reason === 'left' ? 'lagoon' : 'gray'}>
            <Icon size={32} />
          </ThemeIcon>
        }
      >
        {canRejoin ? (
          <Button size="md" autoFocus data-testid="rejoin" onClick={onRejoin}>
            {t('end.rejoin')}
          </Button>
        ) : null}
        <Button
          component={Link}
          href="/new"
          size="md"
          variant={canRejoin ? 'default' : 'filled'}
          autoFocus={!canRejoin}
          data-testid="end-new-call"
        >
          {t('end.newCall')}
        </Button>
        <Button component={Link} href="/" size="md" variant="subtle" color="gray" data-testid="end-home">
          {t('end.home')}
        </Button>
      </Message>
    </PageFrame>
  )
}
