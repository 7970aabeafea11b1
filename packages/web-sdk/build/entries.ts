/** The doors that the package has for bundlers: by name of the file in dist/ and path in src/. */
export const entries = [
  { name: 'mrtc', path: 'index.ts' },
  { name: 'mrtc-core', path: 'core/index.ts' },
  { name: 'mrtc-simulation', path: 'simulation/index.ts' },
] as const
