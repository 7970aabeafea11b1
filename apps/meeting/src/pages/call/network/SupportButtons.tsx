import { Button, Group } from '@mantine/core'
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useCopied } from '../../../hooks/useCopied.ts'
import { type SupportFacts, supportFileName, supportText } from '../../../network/support-log.ts'
import { useCall } from '../CallContext.ts'
import classes from './NetworkPanel.module.css'

/** The log of the network, for those who help. */
export const SupportButtons = () => {
  const { t } = useTranslation()
  const call = useCall()
  const { isCopied, copy } = useCopied()
  const factsNow = (): SupportFacts => ({
    madeAtMs: Date.now(),
    roomId: call.room.roomId,
    uid: call.room.localUid,
    userAgent: navigator.userAgent,
    connection: call.model.connection.get().state,
    network: call.room.network,
    measurements: call.model.network.measurements.get(),
    events: call.networkLog.events.get(),
    history: call.history.points.get(),
  })
  const download = () => {
    const facts = factsNow()
    const url = URL.createObjectURL(new Blob([supportText(facts)], { type: 'application/json' }))
    const link = document.createElement('a')
    link.href = url
    link.download = supportFileName(facts)
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <section className={classes.section}>
      <p className={classes.note}>{t('network.support.hint')}</p>
      <Group gap="xs" grow>
        <Button
          variant="default"
          size="sm"
          leftSection={isCopied ? <IconCheck size={17} /> : <IconCopy size={17} />}
          data-testid="network-copy"
          onClick={() => copy(supportText(factsNow()))}
        >
          {t(isCopied ? 'network.support.copied' : 'network.support.copy')}
        </Button>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconDownload size={17} />}
          data-testid="network-download"
          onClick={download}
        >
          {t('network.support.download')}
        </Button>
      </Group>
    </section>
  )
}
