/** The console: its parts, put together. */
import '@mantine/core/styles.css'
import '@mantine/charts/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import './global.css'
import { createTranslations, rememberedLanguage } from '@mrtc/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { ApiProvider, createApi, createQueries } from './api/index.ts'
import { App } from './app/App.tsx'
import { texts } from './i18n/index.ts'
import { GuardedRouter } from './leaving/index.ts'
import { sessionIsOver } from './session/index.ts'
import { Theme } from './theme/Theme.tsx'

const translations = await createTranslations(rememberedLanguage(), texts)
const api = createApi(location.origin)
const queries = createQueries({ onLoggedOut: sessionIsOver })
/** `/console`, as wouter wants it. */
const base = import.meta.env.BASE_URL.replace(/\/$/, '')

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={translations}>
      <Theme>
        <QueryClientProvider client={queries}>
          <ApiProvider value={api}>
            <GuardedRouter base={base}>
              <App />
            </GuardedRouter>
          </ApiProvider>
        </QueryClientProvider>
      </Theme>
    </I18nextProvider>
  </StrictMode>,
)
