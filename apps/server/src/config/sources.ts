/** Where settings come from: each source yields values by path, or lines that say what is wrong with it. */
import { readFileSync } from 'node:fs'
import { parse as parseYaml, YAMLParseError } from 'yaml'
import { closest } from './closest.ts'
import type { Setting } from './settings.ts'

export interface SourcedValue {
  readonly value: unknown
  /** For people: `MRTC_HTTP_PORT`, `mrtc.yaml`. */
  readonly source: string
}

export interface SourceResult {
  readonly values: ReadonlyMap<string, SourcedValue>
  readonly problems: readonly string[]
}

/** Names the file; it is no setting itself. */
export const configFileVariable = 'MRTC_CONFIG'
const prefix = 'MRTC_'
const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  1: true,
  yes: true,
  false: false,
  0: false,
  no: false,
}

export function fromFile(file: string, settings: readonly Setting[]): SourceResult {
  const nothing = new Map<string, SourcedValue>()
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message
    return { values: nothing, problems: [`Configuration file ${file}: ${why}.`] }
  }
  let content: unknown
  try {
    content = parseYaml(text)
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error
    return { values: nothing, problems: [`Configuration file ${file} is not YAML: ${firstLine(error.message)}`] }
  }
  // An empty file is YAML's null: no settings.
  return fromObject(content ?? {}, settings, file)
}

/** Nested values, of a file or of a caller. */
export function fromObject(content: unknown, settings: readonly Setting[], source: string): SourceResult {
  const paths = new Set(settings.map((setting) => setting.path))
  const values = new Map<string, SourcedValue>()
  const problems: string[] = []
  const visit = (value: unknown, path: string) => {
    if (paths.has(path)) {
      values.set(path, { value, source })
      return
    }
    const isSection = path === '' || settings.some((setting) => setting.path.startsWith(`${path}.`))
    if (!isSection) {
      problems.push(unknownSetting(path, source, [...paths]))
      return
    }
    // A section without content is null in YAML.
    if (value === null || value === undefined) return
    if (typeof value !== 'object' || Array.isArray(value)) {
      problems.push(`${path || 'The configuration'} (${source}) must hold settings by name, not ${show(value)}.`)
      return
    }
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== undefined) visit(inner, path === '' ? key : `${path}.${key}`)
    }
  }
  visit(content, '')
  return { values, problems }
}

export function fromEnvironment(environment: NodeJS.ProcessEnv, settings: readonly Setting[]): SourceResult {
  const byName = new Map(settings.map((setting) => [setting.environmentName, setting]))
  const sections = new Set(settings.map((setting) => setting.environmentName.split('_', 2).join('_')))
  const values = new Map<string, SourcedValue>()
  const problems: string[] = []
  for (const [name, text] of Object.entries(environment)) {
    // An empty variable is an unset one: shells and compose files cannot always leave one out.
    if (!name.startsWith(prefix) || name === configFileVariable || text === undefined || text === '') continue
    const setting = byName.get(name)
    if (setting) {
      values.set(setting.path, { value: fromText(text, setting), source: name })
      continue
    }
    // Other programs of the project share the prefix: only what looks like one of ours is a mistake.
    const isOurs = sections.has(name.split('_', 2).join('_')) || closest(name, [...byName.keys()]) !== undefined
    if (isOurs) problems.push(unknownSetting(name, 'environment', [...byName.keys()]))
  }
  return { values, problems }
}

/** A value as one word or line in a message. */
export function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

function fromText(text: string, setting: Setting): unknown {
  switch (setting.kind) {
    case 'number':
      // What is no number stays text, so that the error shows what was written.
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)
    case 'boolean':
      return booleans[text.trim().toLowerCase()] ?? text
    case 'list':
      return text.split(',').map((item) => item.trim())
    case 'text':
      return text
  }
}

function unknownSetting(name: string, source: string, known: readonly string[]): string {
  const suggestion = closest(name, known)
  const hint = suggestion === undefined ? 'Run with --help for the list.' : `Did you mean ${suggestion}?`
  return `${name} (${source}): there is no such setting. ${hint}`
}

/** The parser's message; the lines after it picture the place, and a colon leads over to them. */
const firstLine = (text: string) => (text.split('\n', 1)[0] ?? '').replace(/:$/, '.')
