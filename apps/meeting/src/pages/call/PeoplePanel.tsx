import type { Participant } from '@mrtc/protocol'
import { useParticipants, useRoom } from '@mrtc/react'
import { useState } from 'react'
import { CopyLinkButton } from './CopyLinkButton.tsx'
import classes from './PeoplePanel.module.css'
import { PersonRow } from './PersonRow.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'

/** Who is in the call; the host may remove someone. */
export const PeoplePanel = () => {
  const participants = useParticipants()
  const { localUid } = useRoom()
  const [toRemove, setToRemove] = useState<Participant>()
  const ordered = participants.toSorted(
    (a, b) => Number(b.uid === localUid) - Number(a.uid === localUid) || a.joinedAt - b.joinedAt,
  )
  return (
    <div className={classes.panel}>
      <ul className={classes.list}>
        {ordered.map((participant) => (
          <PersonRow key={participant.uid} participant={participant} onRemove={() => setToRemove(participant)} />
        ))}
      </ul>
      <div className={classes.foot}>
        <CopyLinkButton testId="people-copy" />
      </div>
      <RemoveDialog participant={toRemove} onClose={() => setToRemove(undefined)} />
    </div>
  )
}
