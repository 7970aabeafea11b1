import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  NumberInput,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core'
import { limits } from '@mrtc/protocol'
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../components/index.ts'
import {
  allCodecs,
  isCallbackUrl,
  limitNames,
  movedUp,
  type ProxyDraft,
  type SettingsDraft,
  withCodec,
} from './settings-draft.ts'

interface PartProps {
  readonly draft: SettingsDraft
  readonly isEditing: boolean
  readonly onChange: (changes: Partial<SettingsDraft>) => void
}

const iconSize = 16
const urlLengthMax = 2_048
const proxiesMax = 8

interface CallbackFieldProps {
  readonly name: 'recordingCallback' | 'roomsCallback'
  readonly value: string
  readonly isEditing: boolean
  readonly onChange: (value: string) => void
}

const CallbackField = ({ name, value, isEditing, onChange }: CallbackFieldProps) => {
  const { t } = useTranslation()
  return (
    <TextInput
      type="url"
      label={t(`settings.${name}`)}
      description={t(`settings.${name}Hint`)}
      placeholder={isEditing ? 'https://' : t('settings.notSet')}
      maxLength={urlLengthMax}
      readOnly={!isEditing}
      variant={isEditing ? 'default' : 'filled'}
      value={value}
      error={isCallbackUrl(value) ? undefined : t('settings.urlForm')}
      onChange={(event) => onChange(event.currentTarget.value)}
      maw={640}
      data-testid={name}
    />
  )
}

export const RecordingSettings = ({ draft, isEditing, onChange }: PartProps) => {
  const { t } = useTranslation()
  return (
    <Panel title={t('settings.recording')} hint={t('settings.recordingHint')}>
      <Stack>
        <Switch
          label={t('settings.automatic')}
          checked={draft.automatic}
          disabled={!isEditing}
          onChange={(event) => onChange({ automatic: event.currentTarget.checked })}
          data-testid="automatic"
        />
        <CallbackField
          name="recordingCallback"
          value={draft.recordingCallbackUrl}
          isEditing={isEditing}
          onChange={(recordingCallbackUrl) => onChange({ recordingCallbackUrl })}
        />
      </Stack>
    </Panel>
  )
}

export const RoomSettings = ({ draft, isEditing, onChange }: PartProps) => {
  const { t } = useTranslation()
  return (
    <Panel title={t('settings.rooms')} hint={t('settings.roomsHint')}>
      <Stack>
        <CallbackField
          name="roomsCallback"
          value={draft.roomsCallbackUrl}
          isEditing={isEditing}
          onChange={(roomsCallbackUrl) => onChange({ roomsCallbackUrl })}
        />
        <Text size="sm" c="dimmed">
          {t('settings.documentHint')}
        </Text>
      </Stack>
    </Panel>
  )
}

export const ProxySettings = ({ draft, isEditing, onChange }: PartProps) => {
  const { t } = useTranslation()
  const { proxies } = draft
  const change = (at: number, changes: Partial<ProxyDraft>) =>
    onChange({ proxies: proxies.map((proxy, index) => (index === at ? { ...proxy, ...changes } : proxy)) })
  const add = () => {
    const id = Math.max(-1, ...proxies.map((proxy) => proxy.id)) + 1
    onChange({ proxies: [...proxies, { id, address: '', outgoingIps: '' }] })
  }
  return (
    <Panel title={t('settings.proxies')} hint={t('settings.proxiesHint')}>
      <Stack>
        {proxies.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('settings.noProxies')}
          </Text>
        ) : null}
        {proxies.map((proxy, at) => (
          <Group key={proxy.id} align="flex-end" gap="sm">
            <TextInput
              label={t('settings.proxyAddress')}
              description={t('settings.proxyAddressHint')}
              readOnly={!isEditing}
              variant={isEditing ? 'default' : 'filled'}
              value={proxy.address}
              onChange={(event) => change(at, { address: event.currentTarget.value })}
              flex="1 1 220px"
            />
            <TextInput
              label={t('settings.proxyIps')}
              description={t('settings.proxyIpsHint')}
              readOnly={!isEditing}
              variant={isEditing ? 'default' : 'filled'}
              value={proxy.outgoingIps}
              onChange={(event) => change(at, { outgoingIps: event.currentTarget.value })}
              flex="2 1 280px"
            />
            {isEditing ? (
              <ActionIcon
                variant="subtle"
                color="red"
                size="lg"
                aria-label={t('settings.proxyRemove', { number: at + 1 })}
                onClick={() => onChange({ proxies: proxies.filter((_, index) => index !== at) })}
              >
                <IconTrash size={iconSize} />
              </ActionIcon>
            ) : null}
          </Group>
        ))}
        {isEditing && proxies.length < proxiesMax ? (
          <div>
            <Button variant="default" leftSection={<IconPlus size={iconSize} />} onClick={add}>
              {t('settings.proxyAdd')}
            </Button>
          </div>
        ) : null}
      </Stack>
    </Panel>
  )
}

export const CodecSettings = ({ draft: { codecs }, isEditing, onChange }: PartProps) => {
  const { t } = useTranslation()
  const unused = allCodecs.filter((codec) => !codecs.includes(codec))
  return (
    <Panel title={t('settings.codecs')} hint={t('settings.codecsHint')}>
      <Stack gap="xs" role="group" aria-label={t('settings.codecs')}>
        {[...codecs, ...unused].map((codec) => {
          const isOn = codecs.includes(codec)
          return (
            <Group key={codec} gap="xs" h={28}>
              <Checkbox
                label={codec}
                checked={isOn}
                disabled={!isEditing}
                onChange={(event) => onChange({ codecs: withCodec(codecs, codec, event.currentTarget.checked) })}
                miw={90}
              />
              {isEditing && isOn && codecs[0] !== codec ? (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('settings.codecUp', { codec })}
                  onClick={() => onChange({ codecs: movedUp(codecs, codec) })}
                >
                  <IconArrowUp size={iconSize} />
                </ActionIcon>
              ) : null}
            </Group>
          )
        })}
        {codecs.length === 0 ? (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {t('settings.codecMissing')}
          </Text>
        ) : null}
      </Stack>
    </Panel>
  )
}

/** Of the server's schema. */
const limitRanges = {
  maxRooms: { min: 1, max: 1_000_000 },
  maxParticipantsPerRoom: { min: 1, max: limits.participantsPerRoom },
  maxRoomMinutes: { min: 1, max: 7 * 24 * 60 },
  maxSendBitrateKbps: { min: 50, max: 100_000 },
} as const

export const LimitSettings = ({ draft, isEditing, onChange }: PartProps) => {
  const { t } = useTranslation()
  return (
    <Panel title={t('settings.limits')} hint={t('settings.limitsHint')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} maw={640}>
        {limitNames.map((name) => (
          <NumberInput
            key={name}
            label={t(`settings.${name}`)}
            placeholder={t('settings.serverLimit')}
            {...limitRanges[name]}
            allowDecimal={false}
            allowNegative={false}
            thousandSeparator=" "
            readOnly={!isEditing}
            hideControls={!isEditing}
            variant={isEditing ? 'default' : 'filled'}
            value={draft.limits[name] ?? ''}
            onChange={(value) =>
              onChange({ limits: { ...draft.limits, [name]: typeof value === 'number' ? value : undefined } })
            }
            data-testid={name}
          />
        ))}
      </SimpleGrid>
    </Panel>
  )
}
