import { Button, Group, Modal, SegmentedControl, Stack, Switch, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useNames } from '@mrtc/react'
import type { RecordingCodec } from '@mrtc/web-sdk'
import { IconPlayerRecordFilled } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { phoneQuery } from '../../../theme/theme.ts'
import { useCall } from '../CallContext.ts'

const formats = [
  { codec: 'VP8', label: 'WebM (VP8)' },
  { codec: 'VP9', label: 'WebM (VP9)' },
  { codec: 'H264', label: 'MP4 (H.264)' },
] as const satisfies readonly { readonly codec: RecordingCodec; readonly label: string }[]

const sizes = {
  '1280x720': { width: 1_280, height: 720 },
  '1920x1080': { width: 1_920, height: 1_080 },
} as const
type Size = keyof typeof sizes

export interface RecordingDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** How the call is to be recorded in this browser. */
export const RecordingDialog = ({ isOpen, onClose }: RecordingDialogProps) => {
  const { t } = useTranslation()
  const { recorder, room } = useCall()
  const ownName = useNames()(room.localUid)
  const isPhone = useMediaQuery(phoneQuery, undefined, { getInitialValueInEffect: false }) ?? false
  const [codec, setCodec] = useState<RecordingCodec>('VP8')
  const [size, setSize] = useState<Size>('1280x720')
  const [withTime, setWithTime] = useState(true)
  const [withName, setWithName] = useState(true)
  const start = () => {
    onClose()
    const text = t('recording.mark', { name: ownName, roomId: room.roomId })
    void recorder.start({ codec, size: sizes[size], withTime, ...(withName ? { text } : {}) })
  }
  return (
    <Modal
      opened={isOpen}
      centered
      title={t('recording.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      onClose={onClose}
      data-testid="recording-dialog"
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('recording.hint')}
        </Text>
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t('recording.format')}
          </Text>
          <SegmentedControl
            fullWidth
            orientation={isPhone ? 'vertical' : 'horizontal'}
            aria-label={t('recording.format')}
            value={codec}
            data={formats.map((format) => ({ value: format.codec, label: format.label }))}
            onChange={setCodec}
            data-testid="recording-format"
          />
        </div>
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t('recording.size')}
          </Text>
          <SegmentedControl
            fullWidth
            aria-label={t('recording.size')}
            value={size}
            data={(Object.keys(sizes) as Size[]).map((value) => ({ value, label: value.replace('x', ' × ') }))}
            onChange={setSize}
          />
        </div>
        <Switch
          label={t('recording.withTime')}
          checked={withTime}
          onChange={(event) => setWithTime(event.currentTarget.checked)}
        />
        <Switch
          label={t('recording.withName')}
          checked={withName}
          onChange={(event) => setWithName(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            color="red.8"
            leftSection={<IconPlayerRecordFilled size={16} />}
            data-autofocus
            data-testid="recording-start"
            onClick={start}
          >
            {t('recording.start')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
