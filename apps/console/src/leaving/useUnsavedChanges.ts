import { useContext, useEffect } from 'react'
import { UnsavedForms } from './unsaved-forms.ts'

/** While there are some, nobody leaves the page without being asked. */
export function useUnsavedChanges(areThere: boolean): void {
  const unsaved = useContext(UnsavedForms)
  useEffect(() => {
    if (!areThere) return
    const form = { address: location.href }
    unsaved.add(form)
    return () => void unsaved.delete(form)
  }, [areThere, unsaved])
}
