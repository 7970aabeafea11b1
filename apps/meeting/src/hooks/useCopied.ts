import { useEffect, useState } from 'react'
import { copyText } from '../links/copy-text.ts'

const confirmMs = 2_500

/** Copies text, and says so for a moment. `copy` answers whether the browser allowed it. */
export const useCopied = (): { readonly isCopied: boolean; readonly copy: (text: string) => Promise<boolean> } => {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), confirmMs)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async (text: string) => {
    const isDone = await copyText(text)
    setCopied(isDone)
    return isDone
  }
  return { isCopied, copy }
}
