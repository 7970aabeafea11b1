/** About the pitch of a voice, Hz. */
const pitchHz = 180
/** Syllables a second. */
const syllablesHz = 4
/** Loud, but not as loud as it gets. */
const loudness = 0.3

/** A sound track that everybody who looks for speech takes for it: a tone that swells and falls like syllables. */
export function speechLikeTrack(): { readonly track: MediaStreamTrack; readonly stop: () => void } {
  const context = new AudioContext()
  const voice = new OscillatorNode(context, { frequency: pitchHz, type: 'sawtooth' })
  const swell = new GainNode(context, { gain: loudness / 2 })
  const syllables = new OscillatorNode(context, { frequency: syllablesHz })
  const depth = new GainNode(context, { gain: loudness / 2 })
  const out = new MediaStreamAudioDestinationNode(context)
  voice.connect(swell).connect(out)
  syllables.connect(depth).connect(swell.gain)
  voice.start()
  syllables.start()
  const [track] = out.stream.getAudioTracks()
  if (track === undefined) throw new Error('a destination of Web Audio has no track')
  return {
    track,
    stop: () => {
      track.stop()
      void context.close()
    },
  }
}
