/** What is played, in order. Each scenario provokes what its name says; what its pages see is counted. */
import type { Scenario } from '../stage.ts'
import * as calls from './calls.ts'
import * as connection from './connection.ts'
import * as devices from './devices.ts'
import * as publishing from './publishing.ts'
import * as recording from './recording.ts'
import * as rooms from './rooms.ts'
import * as subscribing from './subscribing.ts'
import * as switching from './switching.ts'
import * as vod from './vod.ts'
import * as watching from './watching.ts'

export const scenarios: Readonly<Record<string, Scenario>> = Object.fromEntries(
  Object.entries({
    connection,
    rooms,
    calls,
    publishing,
    subscribing,
    switching,
    watching,
    recording,
    vod,
    devices,
  }).flatMap(([area, played]) => Object.entries(played).map(([name, scenario]) => [`${area}/${name}`, scenario])),
)
