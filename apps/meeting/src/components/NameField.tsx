import { TextInput } from '@mantine/core'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { maxNameLength } from '../identity/memory.ts'

export interface NameFieldProps {
  readonly value: string
  readonly isMissing: boolean
  readonly onChange: (name: string) => void
  readonly inputRef?: Ref<HTMLInputElement>
}

export const NameField = ({ value, isMissing, onChange, inputRef }: NameFieldProps) => {
  const { t } = useTranslation()
  return (
    <TextInput
      ref={inputRef}
      size="md"
      label={t('name.label')}
      placeholder={t('name.placeholder')}
      value={value}
      maxLength={maxNameLength}
      autoComplete="nickname"
      data-testid="name-input"
      error={isMissing ? t('name.missing') : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
