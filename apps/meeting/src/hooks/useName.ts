import { useState } from 'react'
import { recall, remember } from '../identity/memory.ts'

export interface NameState {
  readonly value: string
  /** It was needed and is not there. */
  readonly isMissing: boolean
  readonly change: (name: string) => void
  /** The name to use, remembered for next time; undefined when there is none, which is then shown. */
  readonly take: () => string | undefined
}

/** The name that others see. */
export const useName = (): NameState => {
  const [value, setValue] = useState(() => recall('name') ?? '')
  const [isMissing, setMissing] = useState(false)
  const change = (name: string) => {
    setValue(name)
    setMissing(false)
  }
  const take = () => {
    const name = value.trim()
    setMissing(name === '')
    if (name === '') return undefined
    remember('name', name)
    return name
  }
  return { value, isMissing, change, take }
}
