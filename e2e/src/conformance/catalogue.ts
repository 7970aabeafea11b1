/** What the guide says that there is: the names and numbers that are looked for. */
import { readFile } from 'node:fs/promises'
import { codeEntries, webCallbackNames, webCodes, webMethodNames } from '@mrtc/protocol'

/** Printed in 6.3.2 without their sign: 6.3.4 has the one as -10291 and the other not at all. */
const besidesTheTable: ReadonlySet<number> = new Set([10291, 10331])

/** Of methods and callbacks the names, of codes the numbers as text. */
export interface Catalogue {
  readonly methods: readonly string[]
  readonly callbacks: readonly string[]
  readonly codes: readonly string[]
}
export type Kind = keyof Catalogue
export const kinds = ['methods', 'callbacks', 'codes'] as const satisfies readonly Kind[]

/** The catalogue as the protocol package has it. */
export const catalogue: Catalogue = {
  methods: webMethodNames,
  callbacks: webCallbackNames,
  codes: codeEntries(webCodes)
    .map(({ code }) => code)
    .filter((code) => !besidesTheTable.has(code))
    .map(String),
}

interface NamesFile {
  readonly web: {
    readonly methods: readonly string[]
    readonly callbacks: readonly string[]
    readonly errorCodes: Readonly<Record<string, string>>
  }
}

/** Where the catalogue differs from a list of names taken from the guide itself, a line for each difference. */
export async function differencesFrom(path: string): Promise<string[]> {
  const { web } = JSON.parse(await readFile(path, 'utf8')) as NamesFile
  const listed: Catalogue = { methods: web.methods, callbacks: web.callbacks, codes: Object.keys(web.errorCodes) }
  return kinds.flatMap((kind) => [
    ...without(listed[kind], catalogue[kind]).map((name) => `${kind}: ${name} is in the guide and not in ours`),
    ...without(catalogue[kind], listed[kind]).map((name) => `${kind}: ${name} is ours and not in the guide`),
  ])
}

export function without(names: readonly string[], taken: Iterable<string>): string[] {
  const gone = new Set(taken)
  return names.filter((name) => !gone.has(name))
}
