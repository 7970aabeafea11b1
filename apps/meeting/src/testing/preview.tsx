/**
 * The call page with made-up people, for looking at its design: `/src/testing/preview.html?people=6&screen=1&lang=zh`
 * in development. Not part of the build.
 */
import { createTranslations, pickLanguage } from '@mrtc/ui'
import '../theme/mantine-styles.ts'
import '../global.css'
import { FakeClient, FakeRoom, feedOf } from '@mrtc/client/testing'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { Theme } from '../app/Theme.tsx'
import { Call } from '../call/call.ts'
import { texts } from '../i18n/index.ts'
import { LocalMedia } from '../media/local-media.ts'
import { CallPage } from '../pages/call/CallPage.tsx'
import { paintedTrack } from './painted-track.ts'

const names = [
  'Ada Lovelace',
  '李雷',
  'Grace Hopper',
  '韩梅梅',
  'Linus',
  'Katherine Johnson',
  '王小明',
  'Radia Perlman',
]
const hueStep = 47
const query = new URLSearchParams(location.search)
const people = Number(query.get('people') ?? 3)

const room = new FakeRoom({
  localUid: 'me',
  tracksOf: (feed) => {
    const index = Number(feed.uid.slice(1)) || 0
    return feed.tracks.some(({ kind }) => kind === 'video')
      ? { video: paintedTrack(index * hueStep, index === 3 ? 9 / 16 : 16 / 9) }
      : {}
  },
})
room.join('me', 'Mei')
for (let index = 0; index < people; index += 1) {
  const uid = `p${index}`
  room.join(uid, names[index % names.length] ?? uid)
  const isDark = index % 5 === 4
  room.announce(feedOf({ uid, kinds: isDark ? ['audio'] : ['audio', 'video'], muted: isDark }))
}
if (query.has('screen')) {
  room.announce(feedOf({ uid: 'p0', feedId: 'screen', kinds: ['video'], source: 'screen' }))
}

const client = new FakeClient(room)
await client.connect()
const media = new LocalMedia()
media.open({ camera: true, microphone: true })
const call = new Call({ client, room, media })
if (query.has('resuming')) {
  const placeKeptMs = 60_000
  const cause = query.get('resuming') === 'server' ? { cause: 'serverRestarted' as const } : {}
  client.become({ state: 'resuming', attempt: 2, since: Date.now(), deadline: Date.now() + placeKeptMs, ...cause })
}
Object.assign(globalThis, { preview: { call, room, client } })

const translations = await createTranslations(pickLanguage([query.get('lang') ?? 'en']), texts)
const root = document.getElementById('root')
if (root === null) throw new Error('preview.html has no #root')
createRoot(root).render(
  <I18nextProvider i18n={translations}>
    <Theme>
      <CallPage call={call} onLeave={() => void call.close()} />
    </Theme>
  </I18nextProvider>,
)
