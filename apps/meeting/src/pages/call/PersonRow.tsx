import { ActionIcon, Badge, Menu } from '@mantine/core'
import type { Participant } from '@mrtc/protocol'
import { nameOf } from '@mrtc/react'
import { IconDotsVertical, IconMicrophoneOff, IconUserMinus, IconVideoOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isAudible, showsVideo } from '../../call/tiles.ts'
import { PersonAvatar } from '../../components/PersonAvatar.tsx'
import { useCall } from './CallContext.ts'
import { useTiles } from './hooks/useTiles.ts'
import classes from './PersonRow.module.css'

export interface PersonRowProps {
  readonly participant: Participant
  readonly onRemove: () => void
}

export const PersonRow = ({ participant, onRemove }: PersonRowProps) => {
  const { t } = useTranslation()
  const call = useCall()
  const { uid, connected } = participant
  const tile = useTiles().find((other) => other.id === uid)
  const name = nameOf(participant, uid)
  const isOwn = uid === call.room.localUid
  return (
    <li className={classes.row} data-testid="person" data-uid={uid}>
      <PersonAvatar name={name} seed={uid} />
      <div className={classes.who}>
        <div className={classes.name}>{isOwn ? t('call.youName', { name }) : name}</div>
        {connected ? null : <div className={classes.state}>{t('call.reconnecting')}</div>}
      </div>
      {uid === call.room.creatorUid ? (
        <Badge size="sm" variant="light" tt="none" className={classes.host}>
          {t('people.host')}
        </Badge>
      ) : null}
      {tile !== undefined && isAudible(tile) ? null : (
        <IconMicrophoneOff size={18} className={classes.off} role="img" aria-label={t('people.microphoneOff')} />
      )}
      {tile !== undefined && showsVideo(tile) ? null : (
        <IconVideoOff size={18} className={classes.off} role="img" aria-label={t('people.cameraOff')} />
      )}
      {call.isCreator && !isOwn ? (
        <Menu position="bottom-end" width={200}>
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('people.actions', { name })}
              data-testid="person-menu"
            >
              <IconDotsVertical size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item color="red" leftSection={<IconUserMinus size={18} />} data-testid="remove" onClick={onRemove}>
              {t('people.remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </li>
  )
}
