import { Button, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type OwnSession, useApi } from '../../api/index.ts'
import { type Column, ConfirmDialog, DataTable, Loaded, StateBadge } from '../../components/index.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { useNotify } from '../../hooks/useNotify.ts'
import { browserName } from './browser-name.ts'

const queryKey = ['ownSessions']

export const OwnSessions = () => {
  const { t } = useTranslation()
  const { client } = useApi()
  const queries = useQueryClient()
  const format = useFormat()
  const notify = useNotify()
  const [ending, setEnding] = useState<OwnSession>()
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await client.listOwnSessions({ signal })).items,
  })
  const end = async ({ sessionId }: OwnSession) => {
    await client.endOwnSession({ path: { sessionId } })
    await queries.invalidateQueries({ queryKey })
    notify.done(t('session.sessionEnded'))
  }
  const columns: Column<OwnSession>[] = [
    {
      key: 'browser',
      header: t('session.browser'),
      cell: ({ userAgent }) => (
        <Text size="sm" title={userAgent}>
          {browserName(userAgent)}
        </Text>
      ),
    },
    { key: 'address', header: t('session.address'), cell: ({ address }) => address },
    { key: 'since', header: t('session.since'), cell: ({ createdAt }) => format.time(createdAt) },
    { key: 'seen', header: t('session.lastSeen'), cell: ({ lastSeenAt }) => format.time(lastSeenAt) },
    { key: 'expires', header: t('session.expires'), cell: ({ expiresAt }) => format.time(expiresAt) },
    {
      key: 'end',
      header: t('common.actions'),
      hasHiddenHeader: true,
      align: 'end',
      cell: (one) =>
        one.current ? (
          <StateBadge tone="good">{t('session.thisSession')}</StateBadge>
        ) : (
          <Button size="compact-sm" variant="subtle" onClick={() => setEnding(one)}>
            {t('session.endSession')}
          </Button>
        ),
    },
  ]
  return (
    <>
      <Loaded query={query}>
        {(rows) => (
          <DataTable
            caption={t('session.sessions')}
            columns={columns}
            rows={rows}
            rowKey={({ sessionId }) => sessionId}
          />
        )}
      </Loaded>
      {ending === undefined ? null : (
        <ConfirmDialog
          title={t('session.endSessionTitle')}
          hint={t('session.endSessionHint', { address: ending.address })}
          confirmLabel={t('session.endSession')}
          onConfirm={() => end(ending)}
          onClose={() => setEnding(undefined)}
        />
      )}
    </>
  )
}
