import type { Pages } from '../capture/index.ts'
import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'
import { parameterFault, stateFault } from './fault.ts'
import type { FilePage } from './method-types.ts'
import { stateTexts } from './state.ts'

/** @throws MeetingError */
export async function getFilePage(context: MeetingContext, sid: number): Promise<FilePage> {
  try {
    return shownPage(pagesOf(context, sid))
  } catch (thrown) {
    throw meetingError('changeStream', thrown)
  }
}

/** @throws MeetingError */
export async function showFilePage(context: MeetingContext, sid: number, page: number): Promise<FilePage> {
  try {
    const pages = pagesOf(context, sid)
    await pages.show(page)
    return shownPage(pages)
  } catch (thrown) {
    throw meetingError('changeStream', thrown)
  }
}

const shownPage = ({ current, count }: Pages): FilePage => ({ page: current, pageCount: count })

function pagesOf({ state }: MeetingContext, sid: number): Pages {
  if (state.state !== 'inRoom') throw stateFault(`Not in a room: ${stateTexts[state.state]}.`)
  const { pages } = state.call.publishing.get(sid).media
  if (pages === undefined) throw parameterFault('sid', 'this stream is no PDF')
  return pages
}
