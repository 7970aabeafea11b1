/**
 * dist/types: the declarations that dist/mrtc.js needs and no more, free of workspace imports. TypeScript 7 writes
 * declarations but has no API to bundle them with, so this follows the imports from the entry and copies what it meets.
 */
import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { packageRoot, workspacePackages } from './paths.ts'

/** Workspace modules that may appear in the public types. Everything else must stay behind the SDK's own types. */
const allowedModules: Readonly<Record<string, string>> = {
  '@mrtc/client/emitter': join(workspacePackages, 'client/src/emitter.ts'),
  '@mrtc/protocol/errors': join(workspacePackages, 'protocol/src/errors.ts'),
}
const entry = join(workspacePackages, 'web-sdk/src/index.ts')

interface Folders {
  /** Everything that TypeScript writes. */
  readonly emitted: string
  readonly types: string
}

async function emitDeclarations(folder: string): Promise<void> {
  const run = promisify(execFile)
  await run('pnpm', ['exec', 'tsc', '-p', 'tsconfig.types.json', '--outDir', folder], { cwd: packageRoot })
}

/** From the source file to where its declarations lie and where they go. */
function declarationPath(folder: string, sourceFile: string): string {
  return join(folder, relative(workspacePackages, sourceFile)).replace(/\.ts$/, '.d.ts')
}

function resolve(specifier: string, importer: string): string {
  if (specifier.startsWith('.')) return join(dirname(importer), specifier)
  const module = allowedModules[specifier]
  if (module === undefined) throw new Error(`the public types import ${specifier} (from ${importer})`)
  return module
}

const importSpecifier = /(\bfrom\s+|\bimport\()(['"])([^'"]+)\2/g

async function copy(sourceFile: string, folders: Folders, done: Set<string>): Promise<void> {
  if (done.has(sourceFile)) return
  done.add(sourceFile)
  const declarations = await readFile(declarationPath(folders.emitted, sourceFile), 'utf8')
  const imported: string[] = []
  const rewritten = declarations.replace(
    importSpecifier,
    (_match, keyword: string, quote: string, specifier: string) => {
      const target = resolve(specifier, sourceFile)
      imported.push(target)
      const path = relative(dirname(sourceFile), target).replace(/\.ts$/, '.js')
      return `${keyword}${quote}${path.startsWith('.') ? path : `./${path}`}${quote}`
    },
  )
  const copyPath = declarationPath(folders.types, sourceFile)
  await mkdir(dirname(copyPath), { recursive: true })
  await writeFile(copyPath, rewritten)
  for (const next of imported) await copy(next, folders, done)
}

export async function buildTypes(out: string): Promise<void> {
  const folders = { emitted: join(out, '.declarations'), types: join(out, 'types') }
  await emitDeclarations(folders.emitted)
  await copy(entry, folders, new Set())
  await rm(folders.emitted, { recursive: true })
  await writeFile(join(out, 'mrtc.d.ts'), "export * from './types/web-sdk/src/index.js'\n")
}
