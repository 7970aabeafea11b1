import { Modal, type ModalProps } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

export interface DialogProps extends Pick<ModalProps, 'size' | 'closeOnClickOutside'> {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog, open as long as it is there. What opened it has the focus again afterwards. */
export const Dialog = (props: DialogProps) => {
  const { t } = useTranslation()
  useFocusReturn()
  return <Modal {...props} opened centered closeButtonProps={{ 'aria-label': t('common.close') }} />
}

/** Modals do so themselves only when they are there before and after. */
function useFocusReturn(): void {
  const [opener] = useState(openerNow)
  useEffect(() => () => opener?.focus(), [opener])
}

/** The item of a menu is gone with its menu: then it is the button of that menu. */
function openerNow(): HTMLElement | null {
  const focused = document.activeElement
  const button = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const opener = button ? document.getElementById(button) : focused
  return opener instanceof HTMLElement ? opener : null
}
