import { AppShell, Burger, Group, ScrollArea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Brand, Switches } from '../components/index.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { Navigation } from './Navigation.tsx'
import classes from './Shell.module.css'

const headerHeight = 56
const navigationWidth = 232
const mainId = 'content'

/** What is around every page: brand and switches on top, the navigation at the side. */
export const Shell = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation()
  const [isOpen, navigation] = useDisclosure()
  const main = useFocusOnNavigation()
  return (
    <>
      <a className={classes.skip} href={`#${mainId}`} onClick={(event) => skipTo(event, main.current)}>
        {t('common.skip')}
      </a>
      <AppShell
        header={{ height: headerHeight }}
        navbar={{ width: navigationWidth, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
        padding={{ base: 'md', sm: 'xl' }}
      >
        <AppShell.Header bg="var(--mrtc-panel)" px="md">
          <Group h="100%" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap">
              <Burger
                opened={isOpen}
                onClick={navigation.toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label={t('common.openNavigation')}
                aria-expanded={isOpen}
              />
              <Brand />
            </Group>
            <Group gap={4} wrap="nowrap">
              <Switches />
              <AccountMenu />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar component="div" bg="var(--mrtc-panel)" p="sm">
          <ScrollArea>
            <Navigation onNavigate={navigation.close} />
          </ScrollArea>
        </AppShell.Navbar>
        <AppShell.Main id={mainId} ref={main} tabIndex={-1} className={classes.main ?? ''}>
          <div className={classes.content}>{children}</div>
        </AppShell.Main>
      </AppShell>
    </>
  )
}

/** The address names a page of the console, so that the anchor must not change it. */
function skipTo(event: { preventDefault(): void }, main: HTMLElement | null): void {
  event.preventDefault()
  main?.focus()
}

/** On another page the keyboard begins at its content, and screen readers read it out. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null)
  const [location] = useLocation()
  const shown = useRef(location)
  useEffect(() => {
    if (shown.current === location) return
    shown.current = location
    main.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [location])
  return main
}
