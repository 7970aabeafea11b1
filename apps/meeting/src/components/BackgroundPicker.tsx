import { Text, UnstyledButton } from '@mantine/core'
import { useStore } from '@mrtc/react'
import { IconBan, IconBlur, IconPhotoPlus } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BackgroundChoice, type Scene, scenes } from '../media/effects/background-choice.ts'
import { ownPictureUrl } from '../media/effects/own-picture.ts'
import type { LocalMedia } from '../media/local-media.ts'
import classes from './BackgroundPicker.module.css'

const iconSize = 22

/** What is to be seen behind us. */
export const BackgroundPicker = ({ media }: { readonly media: LocalMedia }) => {
  const { t } = useTranslation()
  const chosen = useStore(media.background.choice)
  const { state } = useStore(media.background.state)
  const file = useRef<HTMLInputElement>(null)
  const [ownUrl, setOwnUrl] = useState(ownPictureUrl)

  const keep = async (picture: File) => {
    if (!(await media.background.keepPicture(picture))) return
    setOwnUrl(ownPictureUrl())
    await media.chooseBackground('own')
  }

  const choices: readonly { readonly choice: BackgroundChoice; readonly look: ReactNode }[] = [
    { choice: 'none', look: <IconBan size={iconSize} /> },
    { choice: 'light', look: <IconBlur size={iconSize} stroke={1.2} /> },
    { choice: 'strong', look: <IconBlur size={iconSize} stroke={2.4} /> },
    ...(Object.keys(scenes) as Scene[]).map((choice) => ({ choice, look: <img src={scenes[choice]} alt="" /> })),
    ...(ownUrl === undefined ? [] : [{ choice: 'own' as const, look: <img src={ownUrl} alt="" /> }]),
  ]

  return (
    <div>
      <Text size="sm" fw={500} mb={6} id="background-label">
        {t('effects.background')}
      </Text>
      <fieldset
        className={classes.choices}
        aria-labelledby="background-label"
        aria-busy={state === 'loading'}
        data-testid="background"
        data-state={state}
      >
        {choices.map(({ choice, look }) => (
          <UnstyledButton
            key={choice}
            className={classes.choice}
            aria-pressed={choice === chosen}
            aria-label={t(`effects.choices.${choice}`)}
            title={t(`effects.choices.${choice}`)}
            data-testid={`background-${choice}`}
            onClick={() => void media.chooseBackground(choice)}
          >
            {look}
          </UnstyledButton>
        ))}
        <UnstyledButton
          className={classes.choice}
          aria-label={t('effects.addPicture')}
          title={t('effects.addPicture')}
          onClick={() => file.current?.click()}
        >
          <IconPhotoPlus size={iconSize} />
        </UnstyledButton>
        <input
          ref={file}
          type="file"
          accept="image/*"
          hidden
          data-testid="background-file"
          onChange={({ currentTarget }) => {
            const [picture] = currentTarget.files ?? []
            // The same file can be chosen again.
            currentTarget.value = ''
            if (picture) void keep(picture)
          }}
        />
      </fieldset>
    </div>
  )
}
