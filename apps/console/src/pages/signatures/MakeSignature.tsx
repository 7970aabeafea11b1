import { Button, Group, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/index.ts'
import { AppPicker, Facts, Panel, ProblemAlert, SecretText } from '../../components/index.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { isUid, type SignatureFields } from './signature-fields.ts'

const validities = ['24h', '3d', '7d'] as const
type Validity = (typeof validities)[number]

export interface MakeSignatureProps {
  /** Puts what was made into the form that verifies. */
  readonly onTake: (fields: SignatureFields) => void
  readonly canVerify: boolean
}

/** A temporary signature for a user. */
export const MakeSignature = ({ onTake, canVerify }: MakeSignatureProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const format = useFormat()
  const validityLabel = useId()
  const [bizName, setBizName] = useState<string>()
  const [uid, setUid] = useState('')
  const [validity, setValidity] = useState<Validity>('24h')
  const made = useMutation({
    mutationFn: (app: string) => client.createSignature({ path: { bizName: app }, body: { uid, validity } }),
  })
  const isComplete = bizName !== undefined && isUid(uid)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isComplete) made.mutate(bizName)
  }
  const clear = () => {
    setBizName(undefined)
    setUid('')
    made.reset()
  }
  return (
    <Panel
      title={t('signatures.make')}
      hint={t('signatures.makeHint')}
      actions={
        <Button variant="default" size="xs" onClick={clear}>
          {t('common.clear')}
        </Button>
      }
      testId="make-signature"
    >
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <form onSubmit={submit}>
          <Stack align="flex-start">
            <AppPicker value={bizName} onChange={setBizName} width={320} />
            <TextInput
              label={t('signatures.uid')}
              description={t('signatures.uidHint')}
              value={uid}
              error={uid !== '' && !isUid(uid) ? t('signatures.uidHint') : undefined}
              onChange={(event) => setUid(event.currentTarget.value)}
              w={320}
              maw="100%"
              data-testid="make-uid"
            />
            <div>
              <Text id={validityLabel} size="sm" fw={500} mb={4}>
                {t('signatures.validity')}
              </Text>
              <SegmentedControl
                aria-labelledby={validityLabel}
                data={validities.map((value) => ({ value, label: t(`signatures.validities.${value}`) }))}
                value={validity}
                onChange={(value) => setValidity(value as Validity)}
              />
            </div>
            <Button type="submit" disabled={!isComplete} loading={made.isPending} data-testid="generate">
              {t('signatures.generate')}
            </Button>
          </Stack>
        </form>
        <Stack aria-live="polite">
          {made.isError ? <ProblemAlert error={made.error} /> : null}
          {made.data === undefined ? (
            <Text c="dimmed" size="sm">
              {t('signatures.nothingMade')}
            </Text>
          ) : (
            <>
              <SecretText value={made.data.signature} label={t('signatures.signature')} testId="signature" />
              <Facts
                facts={[
                  { label: t('signatures.expires'), value: format.timeExact(made.data.expiresAt) },
                  { label: t('signatures.expireTime'), value: String(made.data.expireTime) },
                  { label: t('signatures.key'), value: made.data.keyId },
                  { label: t('signatures.serverUrl'), value: made.data.serverUrl },
                ]}
              />
              {canVerify ? (
                <Group>
                  <Button
                    variant="default"
                    size="xs"
                    onClick={() =>
                      onTake({
                        bizName: made.data.bizName,
                        uid: made.data.uid,
                        expireTime: String(made.data.expireTime),
                        signature: made.data.signature,
                      })
                    }
                    data-testid="take"
                  >
                    {t('signatures.takeOver')}
                  </Button>
                </Group>
              ) : null}
            </>
          )}
        </Stack>
      </SimpleGrid>
    </Panel>
  )
}
