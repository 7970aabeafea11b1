import { Loader } from '@mantine/core'
import type { CheckResult } from '@mrtc/web-sdk'
import { IconCircle, IconCircleCheckFilled, IconCircleMinus, IconCircleXFilled } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { CheckStep } from '../../check/connection-check.ts'
import { captureProblemOf } from '../../media/capture-problem.ts'
import { bitrate, milliseconds } from '../call/network/format.ts'
import classes from './CheckDialog.module.css'

const iconSize = 20

const Sign = ({ state }: { readonly state: CheckStep['state'] }) => {
  if (state.state === 'waiting') return <IconCircle size={iconSize} className={classes.waiting} />
  if (state.state === 'running') return <Loader size={iconSize - 2} />
  switch (state.result.outcome) {
    case 'passed':
      return <IconCircleCheckFilled size={iconSize} className={classes.passed} />
    case 'failed':
      return <IconCircleXFilled size={iconSize} className={classes.failed} />
    case 'skipped':
      return <IconCircleMinus size={iconSize} className={classes.waiting} />
  }
}

/** What was found, in a few words. */
const foundIn = (result: CheckResult, t: TFunction): string => {
  if (result.outcome === 'skipped') return t(`check.skipped.${result.why}`)
  if (result.outcome === 'failed') return t('check.failed')
  if (result.bitrateBps !== undefined) return bitrate(result.bitrateBps)
  if (result.path !== undefined) return t('check.roundTrip', { time: milliseconds(result.path.roundTripTimeMs) })
  return result.device ?? t('check.passed')
}

const adviceFor = (result: CheckResult & { readonly outcome: 'failed' }, t: TFunction): string => {
  const { check, error } = result
  switch (check) {
    case 'microphone':
    case 'camera':
      return t(`capture.${check}.${captureProblemOf(error)}`)
    case 'turn':
      return t(error.code === 'TURN_UNAUTHORIZED' ? 'check.advice.turnRefused' : 'check.advice.turnAway')
    default:
      return t(`check.advice.${check}`)
  }
}

const msPerSecond = 1_000

const duration = (ms: number): string => (ms < msPerSecond ? milliseconds(ms) : `${(ms / msPerSecond).toFixed(1)} s`)

/** One thing that is checked: a sign, its name, what was found, and what to do if it does not work. */
export const CheckStepRow = ({ step }: { readonly step: CheckStep }) => {
  const { t } = useTranslation()
  const { check, url, state } = step
  const result = state.state === 'done' ? state.result : undefined
  const outcome = state.state === 'done' ? state.result.outcome : state.state
  return (
    <li className={classes.step} data-testid="check-step" data-check={check} data-outcome={outcome}>
      <span className={classes.sign} role="img" aria-label={t(`check.sign.${outcome}`)}>
        <Sign state={state} />
      </span>
      <div className={classes.words}>
        <div className={classes.line}>
          <span>{t(`check.step.${check}`)}</span>
          <span className={classes.found}>{result === undefined ? null : foundIn(result, t)}</span>
        </div>
        {url === undefined ? null : <div className={classes.url}>{url}</div>}
        {result?.outcome === 'failed' ? (
          <div className={classes.advice}>
            {adviceFor(result, t)}{' '}
            <span className={classes.code}>
              {result.error.code}
              {result.guideCode === undefined ? '' : ` ${result.guideCode}`} · {duration(result.durationMs)}
            </span>
          </div>
        ) : null}
      </div>
    </li>
  )
}
