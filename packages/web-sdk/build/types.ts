/**
 * The declarations beside each bundle, of its public types and no more, free of workspace imports and of others' packages.
 * TypeScript writes them (its seventh version has no API to bundle them with), and rolldown-plugin-dts puts together what
 * can be reached from the entries.
 */
import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { type Plugin, rolldown } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'
import { entries } from './entries.ts'
import { packageRoot, source, workspacePackages } from './paths.ts'

/** What the workspace's packages are called in imports, and where TypeScript writes their declarations. */
const workspaceModules: Readonly<Record<string, string>> = {
  '@mrtc/client': 'client/src/index.d.ts',
  '@mrtc/client/emitter': 'client/src/emitter.d.ts',
  '@mrtc/protocol': 'protocol/src/index.d.ts',
  '@mrtc/protocol/errors': 'protocol/src/errors.d.ts',
}

async function emitDeclarations(folder: string): Promise<void> {
  const run = promisify(execFile)
  await run('pnpm', ['exec', 'tsc', '-p', 'tsconfig.types.json', '--outDir', folder], { cwd: packageRoot })
}

const resolveWorkspace = (folder: string): Plugin => ({
  name: 'resolve-workspace',
  resolveId: {
    order: 'pre',
    handler: (specifier) => {
      const path = workspaceModules[specifier]
      if (path !== undefined) return join(folder, path)
      if (specifier.startsWith('@mrtc/')) throw new Error(`the public types import ${specifier}`)
      return undefined
    },
  },
})

/** Types of others' packages stay behind our own: applications need not have those packages. */
function refuseOthers({ imports, fileName }: { readonly imports: readonly string[]; readonly fileName: string }): void {
  const others = imports.filter((specifier) => !specifier.startsWith('mrtc'))
  if (others.length > 0) throw new Error(`the public types in ${fileName} need ${others.join(', ')}`)
}

export async function buildTypes(out: string): Promise<void> {
  const folder = join(out, '.declarations')
  await emitDeclarations(folder)
  const input = Object.fromEntries(
    entries.map(({ name, path }) => [
      name,
      join(folder, relative(workspacePackages, join(source, path))).replace(/\.ts$/, '.d.ts'),
    ]),
  )
  const bundle = await rolldown({
    input,
    external: /^(?!@mrtc\/|\.|\/)/,
    plugins: [resolveWorkspace(folder), dts({ dtsInput: true })],
  })
  const { output } = await bundle.write({ dir: out, chunkFileNames: 'mrtc-[name]-[hash].js' })
  await bundle.close()
  for (const chunk of output) if (chunk.type === 'chunk') refuseOthers(chunk)
  await rm(folder, { recursive: true })
}
