/** Handler of what clients measure of their media: told to whoever looks into calls, and of no effect otherwise. */
import { MrtcError } from '@mrtc/protocol'
import type { RequestHandlers } from '../signaling/contract.ts'
import type { CallService } from './service.ts'
import { commonOf } from './what-happened.ts'

export function qualityHandlers(calls: CallService): Pick<RequestHandlers, 'quality.report'> {
  return {
    'quality.report'(report, { session }) {
      const { room, uid, watched, qualityReports } = calls.seatOf(session)
      if (!qualityReports.take(performance.now())) {
        const data = { retryAfterMs: qualityReports.waitMs() }
        throw new MrtcError('RATE_LIMITED', 'Quality is reported more often than is kept: slow down.', { data })
      }
      const state = calls.stateOf(room)
      // What ended meanwhile is left out, and what was never theirs.
      const feeds = report.feeds.filter(({ feedId }) => state.feeds.get(feedId)?.uid === uid)
      const subscriptions = report.subscriptions.flatMap((one) => {
        const feedId = watched.get(one.subscriptionId)?.feedId
        return feedId === undefined ? [] : [{ ...one, feedId }]
      })
      const measured = { ...report, feeds, subscriptions }
      calls.happenings.tell({ kind: 'quality.reported', ...commonOf(state, Date.now()), uid, report: measured })
      return {}
    },
  }
}
