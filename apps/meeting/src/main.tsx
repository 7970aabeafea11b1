/** The call page: its parts, put together. */
import './theme/mantine-styles.ts'
import './global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { App } from './app/App.tsx'
import { Theme } from './app/Theme.tsx'
import { createTranslations, isLanguage, pickLanguage } from './i18n/index.ts'
import { recall } from './identity/memory.ts'

const remembered = recall('language')
const translations = await createTranslations(isLanguage(remembered) ? remembered : pickLanguage(navigator.languages))

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={translations}>
      <Theme>
        <App />
      </Theme>
    </I18nextProvider>
  </StrictMode>,
)
