/** The script-tag bundle: `window.MeetingController` as in the guide, and everything else in `window.mrtc`. */
import * as sdk from './index.ts'

Object.assign(globalThis, { MeetingController: sdk.MeetingController, mrtc: sdk })
