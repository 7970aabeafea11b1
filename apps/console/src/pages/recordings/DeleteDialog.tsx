import { Progress, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemIn, useApi } from '../../api/index.ts'
import { ConfirmDialog } from '../../components/index.ts'
import { useNotify } from '../../hooks/useNotify.ts'

const percent = 100

export interface DeleteDialogProps {
  readonly recordIds: readonly string[]
  readonly onClose: () => void
}

/** Deletes recordings one after the other, and shows how far it is. */
export const DeleteDialog = ({ recordIds, onClose }: DeleteDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const queries = useQueryClient()
  const notify = useNotify()
  const [doneCount, setDoneCount] = useState<number>()
  const [hasFailed, setHasFailed] = useState(false)
  const count = recordIds.length
  const deleteAll = async () => {
    setHasFailed(false)
    try {
      for (const [at, recordId] of recordIds.entries()) {
        setDoneCount(at)
        await client.deleteRecording({ path: { recordId } }).catch((error: unknown) => {
          // Somebody else was first.
          if (problemIn(error).code !== 'RECORDING_NOT_FOUND') throw error
        })
      }
      notify.done(t('recordings.deleted', { count }))
    } catch (error) {
      setHasFailed(true)
      throw error
    } finally {
      await queries.invalidateQueries({ queryKey: ['recordings'] })
    }
  }
  const progress = t(hasFailed ? 'recordings.deletedSome' : 'recordings.deleting', { done: doneCount, count })
  return (
    <ConfirmDialog
      title={count === 1 ? t('recordings.deleteOneTitle') : t('recordings.deleteTitle', { count })}
      hint={t('recordings.deleteHint')}
      confirmLabel={t('recordings.delete')}
      isDangerous
      onConfirm={deleteAll}
      onClose={onClose}
    >
      {doneCount === undefined || count === 1 ? null : (
        <div role="status">
          <Text size="sm">{progress}</Text>
          <Progress value={(doneCount / count) * percent} aria-label={progress} />
        </div>
      )}
    </ConfirmDialog>
  )
}
