import { Anchor, Button, Group, Stack, Switch, Text, Title } from '@mantine/core'
import { useStore } from '@mrtc/react'
import { IconStethoscope } from '@tabler/icons-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { DevicePickers } from '../../components/DevicePickers.tsx'
import { EffectSettings } from '../../components/EffectSettings.tsx'
import { LevelMeter } from '../../components/LevelMeter.tsx'
import { NameField } from '../../components/NameField.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'
import { SourceProblem } from '../../components/SourceProblem.tsx'
import type { CallFlow, FlowState } from '../../flow/call-flow.ts'
import { useName } from '../../hooks/useName.ts'
import type { ProblemKey } from '../../problems/problem.ts'
import classes from './LobbyPage.module.css'
import { Preview } from './Preview.tsx'

const CheckDialog = lazy(() => import('./CheckDialog.tsx'))

/** With these the call itself is out of reach: another one is the way on. */
const hopeless: ReadonlySet<ProblemKey> = new Set<ProblemKey>(['roomNotFound', 'roomEnded', 'tokenWrong', 'roomFull'])

export interface LobbyPageProps {
  readonly flow: CallFlow
  readonly state: Extract<FlowState, { phase: 'lobby' | 'joining' }>
}

/** Before a call: how we look and sound, and under which name. */
export const LobbyPage = ({ flow, state }: LobbyPageProps) => {
  const { t } = useTranslation()
  const name = useName()
  const nameInput = useRef<HTMLInputElement>(null)
  const [isChecking, setChecking] = useState(false)
  const microphone = useStore(flow.media.microphone.store)
  const { destination } = state
  const isNew = destination.to === 'new'
  const [isDirect, setDirect] = useState(destination.to === 'new' && destination.direct === true)
  const isJoining = state.phase === 'joining'
  const problem = state.phase === 'lobby' ? state.problem : undefined

  const join = () => {
    const displayName = name.take()
    if (displayName === undefined) nameInput.current?.focus()
    else void flow.join(displayName, { direct: isDirect })
  }

  return (
    <PageFrame title={isNew ? t('home.newCall') : t('lobby.room', { roomId: destination.address.roomId })}>
      <div className={classes.columns} data-testid="lobby">
        <Stack gap="sm">
          <Preview media={flow.media} name={name.value} />
          <LevelMeter track={microphone.state === 'on' ? microphone.track : undefined} />
          <Text size="sm" c="var(--mrtc-text-dim)">
            {t(microphone.state === 'on' ? 'lobby.speakHint' : 'lobby.mutedHint')}
          </Text>
          <EffectSettings media={flow.media} />
        </Stack>
        <form
          className={classes.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            join()
          }}
        >
          <div>
            <Title order={1} size="h2">
              {t(isNew ? 'lobby.titleNew' : 'lobby.title')}
            </Title>
            <Text c="var(--mrtc-text-dim)">
              {isNew ? t('lobby.newRoom') : t('lobby.room', { roomId: destination.address.roomId })}
            </Text>
          </div>
          {problem === undefined ? null : <ProblemAlert problem={problem} />}
          <NameField value={name.value} isMissing={name.isMissing} onChange={name.change} inputRef={nameInput} />
          <DevicePickers media={flow.media} />
          <SourceProblem device="microphone" source={flow.media.microphone} />
          <SourceProblem device="camera" source={flow.media.camera} />
          {isNew ? (
            <Switch
              label={t('lobby.direct')}
              description={t('lobby.directHint')}
              checked={isDirect}
              disabled={isJoining}
              data-testid="direct"
              onChange={(event) => setDirect(event.currentTarget.checked)}
            />
          ) : null}
          {destination.to === 'call' && destination.address.direct ? (
            // Who follows a link has to know what it lets the other see.
            <Text size="sm" c="var(--mrtc-text-dim)" data-testid="direct-hint">
              {t('lobby.direct')}: {t('lobby.directHint')}
            </Text>
          ) : null}
          <Button
            variant="subtle"
            size="compact-md"
            leftSection={<IconStethoscope size={18} />}
            data-testid="check"
            onClick={() => setChecking(true)}
          >
            {t('check.open')}
          </Button>
          <Group grow className={classes.submit}>
            <Button type="submit" size="lg" loading={isJoining} data-testid="join">
              {t(isNew ? 'lobby.start' : 'lobby.join')}
            </Button>
            {isJoining ? (
              <Button size="lg" variant="default" data-testid="cancel" onClick={() => flow.cancel()}>
                {t('app.cancel')}
              </Button>
            ) : null}
          </Group>
          {problem !== undefined && hopeless.has(problem.key) ? (
            <Button component={Link} href="/new" variant="default" size="md">
              {t('home.newCall')}
            </Button>
          ) : null}
          <Anchor component={Link} href="/" size="sm" ta="center">
            {t('lobby.back')}
          </Anchor>
        </form>
      </div>
      {isChecking ? (
        <Suspense fallback={null}>
          <CheckDialog onClose={() => setChecking(false)} />
        </Suspense>
      ) : null}
    </PageFrame>
  )
}
