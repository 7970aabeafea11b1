import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NetworkEvent } from '../../../network/network-log.ts'
import { relevantCauses } from '../../../network/relevant-causes.ts'
import { causeWords } from './cause-words.ts'
import classes from './NetworkPanel.module.css'
import { settingWords } from './setting-words.ts'

const msPerSecond = 1_000
/** More are shown when asked for. */
const shownMax = 5
const secondsOf = (ms: number) => (ms / msPerSecond).toFixed(1)

interface Told {
  /** What was done, or happened. */
  readonly what: readonly string[]
  readonly why: readonly string[]
}

const tell = (event: NetworkEvent, t: TFunction): Told => {
  switch (event.event) {
    case 'decision': {
      const causes = relevantCauses(event.changes, event.decision.causes)
      return {
        what: event.changes.map((change) => settingWords(t, change, 'change')),
        why: causes.length === 0 ? [t('network.cause.well')] : causes.map((cause) => causeWords(t, cause)),
      }
    }
    case 'connectionLost':
      return { what: [t('network.event.connectionLost')], why: [] }
    case 'connectionBack':
      return {
        what: [t('network.event.connectionBack', { seconds: secondsOf(event.afterMs) })],
        why: [t(`network.event.session.${event.session}`)],
      }
    case 'mediaLost':
      return { what: [t(`network.event.mediaLost.${event.direction}`)], why: [] }
    case 'mediaBack':
      return { what: [t(`network.event.mediaBack.${event.direction}`, { seconds: secondsOf(event.afterMs) })], why: [] }
  }
}

/** What happened to our network and what was done about it, newest first. */
export const EventList = ({ events }: { readonly events: readonly NetworkEvent[] }) => {
  const { t, i18n } = useTranslation()
  const [isWhole, setWhole] = useState(false)
  const newest = events.toReversed()
  const shown = isWhole ? newest : newest.slice(0, shownMax)
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium', hourCycle: 'h23' })
  return (
    <section className={classes.section}>
      <h3>{t('network.event.title')}</h3>
      {events.length === 0 ? (
        <p className={classes.words}>{t('network.event.none')}</p>
      ) : (
        <ol className={classes.events}>
          {shown.map((event) => {
            const { what, why } = tell(event, t)
            return (
              <li key={event.id} data-testid="network-event" data-event={event.event}>
                <time dateTime={new Date(event.atMs).toISOString()}>{time.format(event.atMs)}</time>
                <div>
                  {what.map((sentence) => (
                    <div key={sentence}>{sentence}</div>
                  ))}
                  {why.map((sentence) => (
                    <div key={sentence} className={classes.why}>
                      {sentence}
                    </div>
                  ))}
                </div>
              </li>
            )
          })}
        </ol>
      )}
      {shown.length < events.length ? (
        <Button variant="subtle" size="compact-sm" data-testid="network-all-events" onClick={() => setWhole(true)}>
          {t('network.event.all', { count: events.length })}
        </Button>
      ) : null}
    </section>
  )
}
