import { Loader } from '@mantine/core'
import { useNames, useStore } from '@mrtc/react'
import {
  IconDownload,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconX,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Clock, elapsedMs, type RecorderState } from '../../../recording/call-recorder.ts'
import { useCall } from '../CallContext.ts'
import classes from './RecordingBar.module.css'

const iconSize = 17
const msPerSecond = 1_000
const secondsPerMinute = 60
const bytesPerMegabyte = 1_000_000

const timeOf = (ms: number): string => {
  const seconds = Math.floor(ms / msPerSecond)
  const rest = String(seconds % secondsPerMinute).padStart(2, '0')
  return `${Math.floor(seconds / secondsPerMinute)}:${rest}`
}

const Elapsed = ({ clock }: { readonly clock: Clock }) => {
  const [ms, setMs] = useState(() => elapsedMs(clock))
  useEffect(() => {
    setMs(elapsedMs(clock))
    if (clock.since === undefined) return
    const timer = setInterval(() => setMs(elapsedMs(clock)), msPerSecond)
    return () => clearInterval(timer)
  }, [clock])
  return (
    <span className={classes.time} data-testid="recording-time">
      {timeOf(ms)}
    </span>
  )
}

interface BarButtonProps {
  readonly icon: React.ReactNode
  readonly label: string
  readonly isShort?: boolean
  readonly testId: string
  readonly onClick: () => void
}

const BarButton = ({ icon, label, isShort = false, testId, onClick }: BarButtonProps) => (
  <button
    type="button"
    className={classes.button}
    data-testid={testId}
    onClick={onClick}
    {...(isShort ? { 'aria-label': label, title: label } : {})}
  >
    {icon}
    {isShort ? null : label}
  </button>
)

type Running = Extract<RecorderState, { readonly clock: Clock }>

const RunningBar = ({ running }: { readonly running: Running }) => {
  const { t } = useTranslation()
  const { recorder } = useCall()
  const isPaused = running.state === 'paused'
  return (
    <div className={classes.bar} data-testid="recording-bar" data-state={running.state}>
      <span className={classes.dot} data-runs={!isPaused} />
      <span role="status">{t(isPaused ? 'recording.paused' : 'recording.runs')}</span>
      <Elapsed clock={running.clock} />
      <BarButton
        icon={isPaused ? <IconPlayerPlayFilled size={iconSize} /> : <IconPlayerPauseFilled size={iconSize} />}
        label={t(isPaused ? 'recording.resume' : 'recording.pause')}
        testId="recording-pause"
        onClick={() => void (isPaused ? recorder.resume() : recorder.pause())}
      />
      <BarButton
        icon={<IconPlayerStopFilled size={iconSize} />}
        label={t('recording.stop')}
        testId="recording-stop"
        onClick={() => void recorder.stop()}
      />
    </div>
  )
}

const SavedBar = ({ saved }: { readonly saved: Extract<RecorderState, { readonly state: 'saved' }> }) => {
  const { t } = useTranslation()
  const { recorder } = useCall()
  const size = (saved.file.blob.size / bytesPerMegabyte).toFixed(1)
  return (
    <div className={classes.bar} data-testid="recording-saved">
      <span role="status">{t('recording.saved', { time: timeOf(saved.file.durationMs), size })}</span>
      <BarButton
        icon={<IconDownload size={iconSize} />}
        label={t('recording.download')}
        testId="recording-download"
        onClick={() => recorder.save()}
      />
      <BarButton
        icon={<IconX size={iconSize} />}
        label={t('app.close')}
        isShort
        testId="recording-dismiss"
        onClick={() => recorder.dismiss()}
      />
    </div>
  )
}

/** Our own recording with what can be done about it, and who else records. */
export const RecordingBar = () => {
  const { t } = useTranslation()
  const { recorder, recordings } = useCall()
  const state = useStore(recorder.store)
  const others = useStore(recordings.recorders)
  const onServer = useStore(recordings.onServer)
  const nameOf = useNames()
  const isRunning = state.state === 'recording' || state.state === 'paused'

  useEffect(() => {
    if (!isRunning) return
    // What is recorded is lost with the page.
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isRunning])

  return (
    <>
      {onServer === 'none' ? null : (
        <div className={classes.bar} data-plain="true" role="status" data-testid="recorded-by-server">
          <span className={classes.dot} data-runs={onServer === 'recording'} />
          {t(`recording.onServer.${onServer}`)}
        </div>
      )}
      {others.size === 0 ? null : (
        <div className={classes.bar} data-plain="true" role="status" data-testid="recorded-by">
          <span className={classes.dot} data-runs="true" />
          {t('recording.by', { names: [...others].map(nameOf).join(', ') })}
        </div>
      )}
      {isRunning ? <RunningBar running={state} /> : null}
      {state.state === 'starting' || state.state === 'saving' ? (
        <div className={classes.bar} data-plain="true" role="status">
          <Loader size={16} color="gray.3" />
          {t(`recording.${state.state}`)}
        </div>
      ) : null}
      {state.state === 'saved' ? <SavedBar saved={state} /> : null}
    </>
  )
}
