import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../components/index.ts'
import { useMay } from '../../session/index.ts'
import { MakeSignature } from './MakeSignature.tsx'
import type { SignatureFields } from './signature-fields.ts'
import { VerifySignature } from './VerifySignature.tsx'

/** Signature tools (guide 5.3). */
export default function SignaturesPage() {
  const { t } = useTranslation()
  const may = useMay()
  const [taken, setTaken] = useState<{ readonly fields: SignatureFields; readonly count: number }>()
  return (
    <Page title={t('signatures.title')} intro={t('signatures.intro')}>
      {may('signatures.create') ? (
        <MakeSignature
          onTake={(fields) => setTaken((before) => ({ fields, count: (before?.count ?? 0) + 1 }))}
          canVerify={may('signatures.verify')}
        />
      ) : null}
      {may('signatures.verify') ? <VerifySignature key={taken?.count ?? 0} initial={taken?.fields} /> : null}
    </Page>
  )
}
