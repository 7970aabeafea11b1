/** Before the tests: both pages as they ship, once for all, since two builds at a time would write the same files. */
import { buildPage } from './built-page.ts'

export default async function buildPages(): Promise<void> {
  for (const app of ['meeting', 'console'] as const) await buildPage(app)
}
