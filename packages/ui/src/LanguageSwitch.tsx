import { Button, Menu } from '@mantine/core'
import { IconCheck, IconLanguage } from '@tabler/icons-react'
import { type Language, languages } from './languages.ts'
import { useLanguage } from './useLanguage.ts'

/** @param label what it is, in the language of the page */
export const LanguageSwitch = ({ label }: { readonly label: string }) => {
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
          aria-label={`${label}: ${languages[language]}`}
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
