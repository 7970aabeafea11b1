import { Button, Menu } from '@mantine/core'
import { IconCheck, IconLanguage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../hooks/useLanguage.ts'
import { type Language, languages } from '../i18n/index.ts'

export const LanguageSwitch = () => {
  const { t } = useTranslation()
  const [language, choose] = useLanguage()
  return (
    <Menu position="bottom-end" width={160}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          leftSection={<IconLanguage size={20} />}
          data-testid="language"
          aria-label={`${t('common.language')}: ${languages[language]}`}
        >
          {languages[language]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(languages) as Language[]).map((code) => (
          <Menu.Item
            key={code}
            lang={code}
            data-testid={`language-${code}`}
            rightSection={code === language ? <IconCheck size={16} /> : null}
            onClick={() => choose(code)}
          >
            {languages[code]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
