/** What the reference is made of: the doors of the packages that applications use. */
import { fileURLToPath } from 'node:url'
import type { TypeDocOptions } from 'typedoc'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** By the name that applications import. */
export const doors = {
  '@mrtc/web-sdk/core': path('../../packages/web-sdk/src/core/index.ts'),
  'MeetingController (@mrtc/web-sdk)': path('../../packages/web-sdk/src/facade/index.ts'),
  '@mrtc/web-sdk/simulation': path('../../packages/web-sdk/src/simulation/index.ts'),
  '@mrtc/react': path('../../packages/react/src/index.ts'),
} as const

export const apiOptions: TypeDocOptions = {
  name: 'mrtc',
  entryPoints: Object.values(doors),
  tsconfig: path('../api.tsconfig.json'),
  out: path('../dist/api'),
  readme: path('../guide/README.md'),
  disableSources: true,
  excludeExternals: true,
  excludeInternal: true,
  excludePrivate: true,
  // A public name without a word about it is a mistake, and so is a link that leads nowhere.
  requiredToBeDocumented: ['Class', 'Interface', 'TypeAlias', 'Function', 'Variable'],
  packagesRequiringDocumentation: ['@mrtc/client', '@mrtc/protocol', '@mrtc/react', '@mrtc/web-sdk'],
  validation: { invalidLink: true, notDocumented: true, notExported: false },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
}
