import { VisuallyHidden } from '@mantine/core'
import { useDocumentTitle, useMediaQuery } from '@mantine/hooks'
import { RoomProvider, useParticipants } from '@mrtc/react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '../../call/call.ts'
import { toggleSource } from '../../components/SourceButton.tsx'
import { recall, remember } from '../../identity/memory.ts'
import { isSimulated } from '../../simulation/is-simulated.ts'
import { phoneQuery } from '../../theme/theme.ts'
import { titleOf } from '../../theme/title.ts'
import { CallContext, useCall } from './CallContext.ts'
import classes from './CallPage.module.css'
import { ChatPanel } from './ChatPanel.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { ControlBar } from './ControlBar.tsx'
import { useNotices } from './hooks/useNotices.ts'
import { useShortcuts } from './hooks/useShortcuts.ts'
import { useWakeLock } from './hooks/useWakeLock.ts'
import { InviteCard } from './InviteCard.tsx'
import { PeoplePanel } from './PeoplePanel.tsx'
import { RemoteSound } from './RemoteSound.tsx'
import { RecordingBar } from './recording/RecordingBar.tsx'
import { RecordingDialog } from './recording/RecordingDialog.tsx'
import { SettingsDialog } from './SettingsDialog.tsx'
import { type PanelName, SidePanel } from './SidePanel.tsx'
import { Stage } from './Stage.tsx'
import { PasswordDialog } from './share/PasswordDialog.tsx'
import { TopBar } from './TopBar.tsx'

/** With its plots it is needed seldom. */
const NetworkPanel = lazy(() => import('./network/NetworkPanel.tsx'))

/** Not in a build. */
const SimulationPanel =
  import.meta.env.DEV && isSimulated ? lazy(() => import('../../simulation/SimulationPanel.tsx')) : undefined

const CallSurface = ({ onLeave }: { readonly onLeave: () => void }) => {
  const { t } = useTranslation()
  const call = useCall()
  const participants = useParticipants()
  const isPhone = useMediaQuery(phoneQuery, undefined, { getInitialValueInEffect: false }) ?? false
  const [panel, setPanel] = useState<PanelName>()
  const [measuredFeedId, setMeasuredFeedId] = useState<string>()
  const [pinnedId, setPinnedId] = useState<string>()
  const [isSettingsOpen, setSettingsOpen] = useState(false)
  const [isRecordingOpen, setRecordingOpen] = useState(false)
  const [hasShortcuts, setShortcuts] = useState(() => recall('shortcuts') !== 'off')
  const lastNotice = useNotices()
  useWakeLock()
  useDocumentTitle(titleOf(t('lobby.room', { roomId: call.room.roomId })))

  const togglePanel = (name: PanelName) => setPanel((current) => (current === name ? undefined : name))
  const closePanel = () => setPanel(undefined)
  const showNetwork = (feedId?: string) => {
    setMeasuredFeedId(feedId)
    setPanel('network')
  }
  useShortcuts(
    {
      microphone: () => toggleSource(call.media.microphone),
      camera: () => toggleSource(call.media.camera),
      share: () => void call.shares.toggleScreen(),
      chat: () => togglePanel('chat'),
      people: () => togglePanel('people'),
      network: () => togglePanel('network'),
      back: () => (panel === undefined ? setPinnedId(undefined) : closePanel()),
    },
    hasShortcuts,
  )

  const panelTitles = {
    chat: t('chat.title'),
    people: t('people.title', { count: participants.length }),
    network: t('network.panel'),
  } as const satisfies Record<PanelName, string>
  return (
    <div className={classes.call} data-testid="call">
      <TopBar onNetwork={() => showNetwork()} />
      <main className={classes.middle}>
        <div className={classes.stage}>
          <Stage
            pinnedId={pinnedId}
            onPin={(id) => setPinnedId((current) => (current === id ? undefined : id))}
            onNetwork={showNetwork}
          />
          <div className={classes.overlay}>
            <ConnectionBanner />
            <RemoteSound />
            <RecordingBar />
          </div>
          <div className={classes.invite}>
            <InviteCard />
          </div>
        </div>
        {panel === undefined ? null : (
          <SidePanel
            isPhone={isPhone}
            isWide={panel === 'network'}
            title={panelTitles[panel]}
            testId={`${panel}-panel`}
            onClose={closePanel}
          >
            {panel === 'chat' ? <ChatPanel onClose={closePanel} /> : null}
            {panel === 'people' ? <PeoplePanel /> : null}
            {panel === 'network' ? (
              <Suspense fallback={null}>
                <NetworkPanel feedId={measuredFeedId} onCloseFeed={() => setMeasuredFeedId(undefined)} />
              </Suspense>
            ) : null}
          </SidePanel>
        )}
      </main>
      <ControlBar
        panel={panel}
        isPhone={isPhone}
        hasShortcuts={hasShortcuts && !isPhone}
        onPanel={togglePanel}
        onRecord={() => setRecordingOpen(true)}
        onSettings={() => setSettingsOpen(true)}
        onLeave={onLeave}
      />
      <SettingsDialog
        isOpen={isSettingsOpen}
        isPhone={isPhone}
        hasShortcuts={hasShortcuts}
        onShortcuts={(isOn) => {
          setShortcuts(isOn)
          remember('shortcuts', isOn ? 'on' : 'off')
        }}
        onClose={() => setSettingsOpen(false)}
      />
      {SimulationPanel === undefined ? null : (
        <Suspense fallback={null}>
          <SimulationPanel />
        </Suspense>
      )}
      <RecordingDialog isOpen={isRecordingOpen} onClose={() => setRecordingOpen(false)} />
      <PasswordDialog />
      <VisuallyHidden aria-live="polite" role="status" data-testid="announcer">
        {lastNotice}
      </VisuallyHidden>
    </div>
  )
}

/** The call itself. */
export const CallPage = ({ call, onLeave }: { readonly call: Call; readonly onLeave: () => void }) => (
  <CallContext value={call}>
    <RoomProvider model={call.model}>
      <CallSurface onLeave={onLeave} />
    </RoomProvider>
  </CallContext>
)
