import { settings } from './load.ts'
import { show } from './sources.ts'

/** Every setting with its environment name, values, default and meaning, for `--help`. */
export function settingsHelp(): string {
  return settings
    .map(({ path, environmentName, allowed, defaultValue, description }) => {
      const fallback = defaultValue === undefined ? '' : `; default ${show(defaultValue)}`
      const meaning = description === '' ? '' : `\n      ${description}`
      return `  ${path}  ${environmentName}\n      ${allowed}${fallback}${meaning}`
    })
    .join('\n')
}
