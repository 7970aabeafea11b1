import type { Failure } from '@mrtc/protocol'
import { MrtcError } from '@mrtc/protocol/errors'
import type { VideoSettings } from '../../capture/index.ts'
import type { TrackKind } from '../call-ports.ts'
import {
  type ChangeMediaStreamConfig,
  type ChangeProfileConfig,
  type ChangeStreamSizeConfig,
  type ProfileChange,
  type PublishSettings,
  parseBackground,
  parseMediaStreamChange,
  parseProfileChange,
  parseSizeChange,
  sidOf,
} from '../config/index.ts'
import { meetingError } from '../failures.ts'
import { Fault, parameterFault } from '../fault.ts'
import type { StreamSize } from '../method-types.ts'
import type { Notify } from '../notify.ts'
import type { PublishedStream } from './published-stream.ts'
import type { Publishing } from './publishing.ts'

/** ChangeMediaStream, ChangeProfile and ChangeStreamSize: a stream shows something else, and nobody subscribes again. */
export class Switching {
  readonly #publishing: Publishing
  readonly #notify: Notify

  constructor(publishing: Publishing, notify: Notify) {
    this.#publishing = publishing
    this.#notify = notify
  }

  /** OnChangeMediaStreamSuccess or OnChangeMediaStreamFailed. @throws MeetingError */
  async changeMediaStream(config: ChangeMediaStreamConfig): Promise<void> {
    await this.#tell(sidOf(config), async (stream) => {
      const settings = parseMediaStreamChange(config)
      const extra = settings.kinds.find((kind) => !stream.kinds.includes(kind))
      if (extra !== undefined) {
        throw parameterFault('media_type', `the stream was published without ${extra}: publish another one`)
      }
      await this.#replace(stream, settings)
    })
  }

  /** OnChangeMediaStreamSuccess or OnChangeMediaStreamFailed. @throws MeetingError */
  async changeProfile(config: ChangeProfileConfig): Promise<void> {
    await this.#tell(sidOf(config), async (stream) => {
      const { source } = stream.settings
      if (source.device !== 'camera') throw parameterFault('sid', 'this stream does not show a camera')
      await this.#replace(stream, withProfile(stream.settings, parseProfileChange(config)))
    })
  }

  /** OnChangeStreamSizeSuccess or OnChangeStreamSizeFail. @throws MeetingError */
  async changeStreamSize(config: ChangeStreamSizeConfig): Promise<StreamSize> {
    const sid = sidOf(config)
    let wanted: StreamSize = { width: 0, height: 0 }
    let size: StreamSize
    try {
      const change = parseSizeChange(config)
      wanted = change.size
      size = await resize(this.#publishing.get(sid), change.size)
      if (change.maxVideoBitrateBps !== undefined) {
        await this.#publishing.get(sid).publication.setMaxVideoBitrate(change.maxVideoBitrateBps)
      }
    } catch (thrown) {
      const error = meetingError('changeStreamSize', thrown)
      this.#notify('OnChangeStreamSizeFail', sid, wanted.width, wanted.height, error.code, error.msg)
      throw error
    }
    this.#notify('OnChangeStreamSizeSuccess', sid, size.width, size.height)
    return size
  }

  /** @throws MeetingError */
  async setBackground(sid: number, value: unknown): Promise<void> {
    try {
      const stream = this.#personIn(sid, 'video')
      await this.#publishing.setBackground(stream, parseBackground(value))
    } catch (thrown) {
      // A missing picture has a code of capturing only.
      const isImage = thrown instanceof Fault && thrown.failure === 'backgroundImageMissing'
      throw meetingError(isImage ? 'capture' : 'changeStream', thrown)
    }
  }

  /** @throws MeetingError */
  async setNoiseSuppression(sid: number, isOn: unknown): Promise<void> {
    try {
      await this.#publishing.setNoiseSuppression(this.#personIn(sid, 'audio'), Boolean(isOn))
    } catch (thrown) {
      throw meetingError('changeStream', thrown)
    }
  }

  #personIn(sid: number, kind: TrackKind): PublishedStream {
    const stream = this.#publishing.get(sid)
    const { device } = stream.settings.source
    if ((device !== 'camera' && device !== 'custom') || !stream.kinds.includes(kind)) {
      throw parameterFault('sid', `this stream has no ${kind} of a camera, a microphone or the application`)
    }
    return stream
  }

  async #tell(sid: number, change: (stream: PublishedStream) => Promise<void>): Promise<void> {
    try {
      await change(this.#publishing.get(sid))
    } catch (thrown) {
      const error = meetingError('changeStream', thrown)
      this.#notify('OnChangeMediaStreamFailed', sid, error.code, error.msg)
      throw error
    }
    this.#notify('OnChangeMediaStreamSuccess', sid)
  }

  async #replace(stream: PublishedStream, settings: PublishSettings): Promise<void> {
    try {
      await this.#publishing.replace(stream, settings)
    } catch (thrown) {
      throw ofBoth(thrown, settings)
    }
  }
}

function withProfile(settings: PublishSettings, change: ProfileChange): PublishSettings {
  const { source } = settings
  if (source.device !== 'camera') return settings
  return {
    ...settings,
    source: {
      ...source,
      video: { ...source.video, ...change.video },
      microphoneId: change.microphoneId ?? source.microphoneId,
    },
    maxVideoBitrateBps: change.maxVideoBitrateBps ?? settings.maxVideoBitrateBps,
  }
}

/** In place, without another capture: no picture is missing meanwhile. */
async function resize(stream: PublishedStream, wanted: VideoSettings): Promise<StreamSize> {
  const video = stream.media.camera ?? stream.media.video
  if (video === undefined) throw parameterFault('sid', 'this stream has no video')
  const { width, height, frameRate } = wanted
  try {
    await video.applyConstraints({
      ...video.getConstraints(),
      width: { ideal: width },
      height: { ideal: height },
      ...(frameRate === undefined ? {} : { frameRate: { ideal: frameRate } }),
    })
  } catch (cause) {
    throw new MrtcError('CAPTURE_FAILED', 'The source of this stream cannot change its size.', { cause })
  }
  const { source } = stream.settings
  if (source.device === 'camera') {
    stream.keep({ ...stream.settings, source: { ...source, video: { ...source.video, ...wanted } } })
  }
  const settings = video.getSettings()
  return { width: settings.width ?? width, height: settings.height ?? height }
}

/** A camera and a microphone that were asked for together fail together (-1104), unless one of them is missing. */
function ofBoth(thrown: unknown, { kinds, source }: PublishSettings): unknown {
  if (!(thrown instanceof MrtcError) || thrown instanceof Fault || thrown.code !== 'CAPTURE_FAILED') return thrown
  const { reason } = thrown.data ?? {}
  const isOfOne = reason === 'notFound' || reason === 'unsupported'
  if (source.device !== 'camera' || kinds.length === 1 || isOfOne) return thrown
  const failure: Failure = 'captureFailed'
  return new Fault(failure, thrown.code, thrown.message)
}
