import { Button, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CallAddress, parseCallLink } from '../../links/call-link.ts'

type Way = 'link' | 'number'
type Fault = 'link' | 'room' | 'token'

/** Joining by what one was sent: a link, or a room number with its token. */
export const JoinForm = ({ onJoin }: { readonly onJoin: (address: CallAddress) => void }) => {
  const { t } = useTranslation()
  const [way, setWay] = useState<Way>('link')
  const [link, setLink] = useState('')
  const [roomId, setRoomId] = useState('')
  const [rtoken, setToken] = useState('')
  const [fault, setFault] = useState<Fault>()

  const read = (): CallAddress | Fault => {
    if (way === 'link') return parseCallLink(link) ?? 'link'
    if (roomId.trim() === '') return 'room'
    return rtoken.trim() === '' ? 'token' : { roomId: roomId.trim(), rtoken: rtoken.trim() }
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const result = read()
    setFault(typeof result === 'string' ? result : undefined)
    if (typeof result !== 'string') onJoin(result)
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <SegmentedControl
          fullWidth
          value={way}
          data-testid="join-way"
          data={[
            { value: 'link', label: t('home.byLink') },
            { value: 'number', label: t('home.byNumber') },
          ]}
          onChange={(next) => {
            setWay(next)
            setFault(undefined)
          }}
        />
        {way === 'link' ? (
          <TextInput
            aria-label={t('home.link')}
            placeholder={t('home.linkPlaceholder')}
            value={link}
            error={fault === 'link' ? t('home.linkInvalid') : undefined}
            data-testid="link-input"
            inputMode="url"
            autoComplete="off"
            onChange={(event) => setLink(event.currentTarget.value)}
          />
        ) : (
          <>
            <TextInput
              label={t('home.room')}
              value={roomId}
              error={fault === 'room' ? t('home.roomMissing') : undefined}
              data-testid="room-input"
              autoComplete="off"
              onChange={(event) => setRoomId(event.currentTarget.value)}
            />
            <TextInput
              label={t('home.token')}
              value={rtoken}
              error={fault === 'token' ? t('home.tokenMissing') : undefined}
              data-testid="token-input"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setToken(event.currentTarget.value)}
            />
          </>
        )}
        <Button type="submit" variant="default" size="md" data-testid="join-link">
          {t('home.join')}
        </Button>
      </Stack>
    </form>
  )
}
