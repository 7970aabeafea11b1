import { createContext } from 'react'

/** A form with changes that are not saved. */
export interface UnsavedForm {
  /** Of the page that it is on. */
  readonly address: string
}

export const UnsavedForms = createContext<Set<UnsavedForm>>(new Set())
