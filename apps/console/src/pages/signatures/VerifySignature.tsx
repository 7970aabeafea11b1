import { Alert, Button, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type SignatureVerdict, useApi } from '../../api/index.ts'
import { AppPicker, Facts, Panel, ProblemAlert } from '../../components/index.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { en } from '../../i18n/texts/index.ts'
import { isExpireTime, isUid, noFields, type SignatureFields } from './signature-fields.ts'

/** Whether a signature lets a user in, and if not, why. */
export const VerifySignature = ({ initial = noFields }: { readonly initial: SignatureFields | undefined }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const [fields, setFields] = useState(initial)
  const { bizName, uid, expireTime, signature } = fields
  const change = (changes: Partial<SignatureFields>) => setFields((before) => ({ ...before, ...changes }))
  const checked = useMutation({
    mutationFn: (app: string) =>
      client.verifySignature({
        path: { bizName: app },
        body: {
          uid,
          signature: signature.trim(),
          ...(expireTime.trim() === '' ? {} : { expireTime: Number(expireTime) }),
        },
      }),
  })
  const isComplete = bizName !== undefined && isUid(uid) && signature.trim() !== '' && isExpireTime(expireTime)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isComplete) checked.mutate(bizName)
  }
  const clear = () => {
    setFields(noFields)
    checked.reset()
  }
  return (
    <Panel
      title={t('signatures.verify')}
      hint={t('signatures.verifyHint')}
      actions={
        <Button variant="default" size="xs" onClick={clear}>
          {t('common.clear')}
        </Button>
      }
      testId="verify-signature"
    >
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <form onSubmit={submit}>
          <Stack align="flex-start">
            <AppPicker value={bizName} onChange={(app) => change({ bizName: app })} width={320} />
            <TextInput
              label={t('signatures.uid')}
              description={t('signatures.uidHint')}
              value={uid}
              error={uid !== '' && !isUid(uid) ? t('signatures.uidHint') : undefined}
              onChange={(event) => change({ uid: event.currentTarget.value })}
              w={320}
              maw="100%"
            />
            <TextInput
              label={t('signatures.expireTime')}
              description={t('signatures.expireTimeHint')}
              inputMode="numeric"
              value={expireTime}
              error={isExpireTime(expireTime) ? undefined : t('signatures.expireTimeHint')}
              onChange={(event) => change({ expireTime: event.currentTarget.value })}
              w={320}
              maw="100%"
            />
            <Textarea
              label={t('signatures.signature')}
              autosize
              minRows={3}
              maxRows={8}
              spellCheck={false}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
              value={signature}
              onChange={(event) => change({ signature: event.currentTarget.value })}
              w="100%"
            />
            <Button type="submit" disabled={!isComplete} loading={checked.isPending} data-testid="verify">
              {t('signatures.check')}
            </Button>
          </Stack>
        </form>
        <Stack aria-live="polite">
          {checked.isError ? <ProblemAlert error={checked.error} /> : null}
          {checked.data === undefined ? (
            <Text c="dimmed" size="sm">
              {t('signatures.nothingChecked')}
            </Text>
          ) : (
            <Verdict verdict={checked.data} />
          )}
        </Stack>
      </SimpleGrid>
    </Panel>
  )
}

type Reason = keyof typeof en.signatures.reasons
const isReason = (code: string): code is Reason => Object.hasOwn(en.signatures.reasons, code)

const Verdict = ({ verdict }: { readonly verdict: SignatureVerdict }) => {
  const { t } = useTranslation()
  const format = useFormat()
  const { valid, code, reason, expiresAt, keyId } = verdict
  // The server's own words are more exact where several causes have one code.
  const why = code !== null && isReason(code) ? t(`signatures.reasons.${code}`) : reason
  return (
    <>
      <Alert
        color={valid ? 'teal' : 'red'}
        variant="light"
        icon={valid ? <IconCircleCheck aria-hidden="true" /> : <IconCircleX aria-hidden="true" />}
        title={t(valid ? 'signatures.valid' : 'signatures.invalid')}
        styles={{ title: { color: valid ? 'var(--mrtc-good)' : 'var(--mrtc-poor)' } }}
        data-testid="verdict"
        data-code={code ?? 'valid'}
      >
        {valid ? null : (
          <>
            {why}
            {reason === null || reason === why ? null : (
              <Text size="xs" c="dimmed" mt={4} lang="en">
                {code}: {reason}
              </Text>
            )}
          </>
        )}
      </Alert>
      <Facts
        facts={[
          ...(expiresAt === null ? [] : [{ label: t('signatures.expires'), value: format.timeExact(expiresAt) }]),
          ...(keyId === null ? [] : [{ label: t('signatures.key'), value: keyId }]),
        ]}
      />
    </>
  )
}
