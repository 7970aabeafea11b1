import { NavLink, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { useMay } from '../session/index.ts'
import { isFor, type Section, type SectionGroup, sections } from './sections.tsx'

const groups: readonly (SectionGroup | undefined)[] = [undefined, 'calls', 'integration', 'administration']

const isAt = (location: string, { path }: Section) =>
  path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`)

export const Navigation = ({ onNavigate }: { readonly onNavigate: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const [location] = useLocation()
  const seen = sections.filter((section) => isFor(section, may))
  return (
    <Stack gap="lg" component="nav" aria-label={t('common.navigation')}>
      {groups.map((group) => {
        const links = seen.filter((section) => section.group === group)
        if (links.length === 0) return null
        return (
          <div key={group ?? 'top'}>
            {group === undefined ? null : (
              <Text size="xs" fw={600} c="dimmed" px="sm" mb={4}>
                {t(`nav.groups.${group}`)}
              </Text>
            )}
            {links.map((section) => {
              const isHere = isAt(location, section)
              const Icon = section.icon
              return (
                <NavLink
                  key={section.name}
                  component={Link}
                  href={section.path}
                  label={t(`nav.${section.name}`)}
                  leftSection={<Icon size={18} />}
                  active={isHere}
                  {...(isHere ? { 'aria-current': 'page' as const } : {})}
                  onClick={onNavigate}
                  data-testid={`nav-${section.name}`}
                  styles={{
                    root: {
                      borderRadius: 'var(--mantine-radius-md)',
                      ...(isHere
                        ? { background: 'var(--mrtc-accent-soft)', color: 'var(--mrtc-accent)', fontWeight: 600 }
                        : {}),
                    },
                  }}
                />
              )
            })}
          </div>
        )
      })}
    </Stack>
  )
}
