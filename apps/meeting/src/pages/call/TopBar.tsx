import { UnstyledButton } from '@mantine/core'
import { useOwnNetworkQuality } from '@mrtc/react'
import { IconCheck, IconLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useCall } from './CallContext.ts'
import { SignalBars } from './SignalBars.tsx'
import classes from './TopBar.module.css'
import { useCopyLink } from './useCopyLink.ts'

/** Which call this is, how to bring others in, and how good our own connection is. */
export const TopBar = ({ onNetwork }: { readonly onNetwork: () => void }) => {
  const { t } = useTranslation()
  const call = useCall()
  const quality = useOwnNetworkQuality()
  const { isCopied, copy, link } = useCopyLink()
  const verdict = t(`network.${quality ?? 'unknown'}`)
  return (
    <header className={classes.bar}>
      <span className={classes.room}>{t('lobby.room', { roomId: call.room.roomId })}</span>
      <UnstyledButton className={classes.copy} onClick={copy} data-testid="copy-link" data-link={link}>
        {isCopied ? <IconCheck size={17} /> : <IconLink size={17} />}
        <span aria-live="polite">{t(isCopied ? 'controls.linkCopied' : 'controls.copyLink')}</span>
      </UnstyledButton>
      <UnstyledButton
        className={classes.network}
        aria-label={`${t('network.yours')}: ${verdict}`}
        title={`${t('network.yours')}: ${verdict}`}
        data-testid="own-network"
        data-quality={quality ?? 'unknown'}
        onClick={onNetwork}
      >
        <SignalBars quality={quality} />
      </UnstyledButton>
    </header>
  )
}
