/** The call page: its parts, put together. */
import './theme/mantine-styles.ts'
import './global.css'
import { createTranslations, rememberedLanguage } from '@mrtc/ui'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { App } from './app/App.tsx'
import { ignoreMissedDrops } from './app/missed-drops.ts'
import { Theme } from './app/Theme.tsx'
import { texts } from './i18n/index.ts'

const translations = await createTranslations(rememberedLanguage(), texts)

ignoreMissedDrops()

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
