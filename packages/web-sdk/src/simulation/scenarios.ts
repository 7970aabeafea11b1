/** What can be lived through, one function each. */
import type { CallClient, Publication, Room } from '@mrtc/client'
import { MrtcError } from '@mrtc/protocol/errors'
import { speechLikeTrack } from './speech-like-track.ts'
import type { TroubleLine } from './trouble-line.ts'

/** How long a scenario is to last. */
export interface SimulateOptions {
  /** How long what lasts is to last, in milliseconds. @default 10 000 */
  readonly durationMs?: number
  /** Ends early what lasts. */
  readonly signal?: AbortSignal
}

/** What a scenario works on. */
export interface Stage {
  readonly client: CallClient
  readonly line: TroubleLine
  /** Resolves when the trouble has lasted long enough, also when it was ended early. */
  readonly lasts: () => Promise<void>
  readonly signal: AbortSignal | undefined
}

/** A line of a phone in a train: sound and a small picture. */
const weakBitrateBps = 150_000
const weakDelayMs = 300

const roomOf = ({ client }: Stage): Room => {
  if (client.room === undefined) throw new MrtcError('NOT_IN_ROOM')
  return client.room
}

const cameras = (room: Room): Publication[] =>
  [...room.publications.values()].filter(({ source }) => source === 'camera')

/** As when its device is pulled out: browsers stop the track and tell. */
const unplug = (track: MediaStreamTrack | undefined) => {
  if (track === undefined || track.readyState === 'ended') return
  track.stop()
  track.dispatchEvent(new Event('ended'))
}

/**
 * By name. Each resolves once the trouble is made, or is over if it lasts; what the application then does about it is what
 * its test looks at.
 */
export const scenarios = {
  /** The socket is lost without a goodbye. The state becomes `resuming` and `open` again, and nothing is lost. */
  'signal-drop': async ({ line }) => line.drop(),

  /** The link is dead for a while, and nobody is told: it has to be noticed. Media goes on. */
  'signal-silence': async ({ line, lasts }) => {
    line.isSilent = true
    await lasts()
    line.isSilent = false
  },

  /** The machine is on another network: signalling moves to another socket and ICE is restarted. */
  'network-change': async (stage) => {
    stage.client.reconnectNow()
    roomOf(stage).networkChanged()
  },

  /** The server forgot the session: another one takes its place, the room is entered again, all media is built anew. */
  'full-reconnect': async ({ line }) => {
    line.forgetsSession = true
    line.drop()
  },

  /** The server goes for a restart and says so. As above, but told. */
  'server-leave': async ({ line }) => {
    line.say({ type: 'bye', error: new MrtcError('SERVER_SHUTTING_DOWN').toWire() })
    line.drop()
  },

  /** Media carries 150 kbit/s each way and messages take 300 ms longer. Needs a server in demo mode. */
  'weak-network': async ({ client, line, lasts, signal }) => {
    await client.askForTrouble({ trouble: 'narrowLine', bitrateBps: weakBitrateBps }, signal ? { signal } : {})
    line.delayMs = weakDelayMs
    try {
      await lasts()
    } finally {
      line.delayMs = 0
      // We may be out of the room by now, and our transports with it.
      if (client.room !== undefined) await client.askForTrouble({ trouble: 'narrowLine', bitrateBps: 0 })
    }
  },

  /** The server's end of our media is gone, as when a media worker dies. Needs a server in demo mode. */
  'media-drop': async ({ client, signal }) => client.askForTrouble({ trouble: 'mediaLost' }, signal ? { signal } : {}),

  /** Camera and microphone are pulled out: `trackEnded` of their publication. */
  'device-unplugged': async (stage) => {
    for (const { tracks } of cameras(roomOf(stage))) {
      unplug(tracks.video)
      unplug(tracks.audio)
    }
  },

  /** We are removed from the room. Needs a server in demo mode. */
  kicked: async ({ client, signal }) => client.askForTrouble({ trouble: 'kicked' }, signal ? { signal } : {}),

  /** Instead of our microphone the others hear something as loud and uneven as speech. */
  'speaker-change': async (stage) => {
    const [publication] = cameras(roomOf(stage)).filter(({ tracks }) => tracks.audio !== undefined)
    const microphone = publication?.tracks.audio
    if (publication === undefined || microphone === undefined) {
      throw new MrtcError('PARAMETER_INVALID', 'Publish a microphone first: nobody can be heard without.')
    }
    const speech = speechLikeTrack()
    try {
      await publication.replaceTrack('audio', speech.track)
      await stage.lasts()
    } finally {
      // Unpublished meanwhile, there is nothing to give back.
      if (stage.client.room?.publications.has(publication.feedId)) await publication.replaceTrack('audio', microphone)
      speech.stop()
    }
  },
} as const satisfies Record<string, (stage: Stage) => Promise<void>>

/** The name of a scenario. */
export type Scenario = keyof typeof scenarios
