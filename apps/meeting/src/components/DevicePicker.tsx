import { Select } from '@mantine/core'
import type { Device } from '@mrtc/web-sdk'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface DevicePickerProps {
  readonly label: string
  readonly icon: ReactNode
  readonly devices: readonly Device[]
  /** What is in use or was asked for. */
  readonly value: string | undefined
  readonly testId: string
  readonly onChoose: (deviceId: string) => void
}

export const DevicePicker = ({ label, icon, devices, value, testId, onChoose }: DevicePickerProps) => {
  const { t } = useTranslation()
  // Without permission browsers list devices without ids: there is nothing to choose then.
  const data = devices
    .filter((device) => device.deviceId !== '')
    .map((device, index) => ({
      value: device.deviceId,
      label: device.label || t('devices.unnamed', { number: index + 1 }),
    }))
  const current =
    data.find((entry) => entry.value === value) ?? data.find((entry) => entry.value === 'default') ?? data[0]
  return (
    <Select
      aria-label={label}
      leftSection={icon}
      data={data}
      value={current?.value ?? null}
      placeholder={devices.length === 0 ? t('devices.none') : t('devices.default')}
      disabled={data.length === 0}
      allowDeselect={false}
      data-testid={testId}
      onChange={(deviceId) => {
        if (deviceId !== null && deviceId !== value) onChoose(deviceId)
      }}
    />
  )
}
