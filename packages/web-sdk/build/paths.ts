import { fileURLToPath } from 'node:url'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

export const packageRoot = path('..')
export const dist = path('../dist')
export const source = path('../src')
export const workspacePackages = path('../..')
