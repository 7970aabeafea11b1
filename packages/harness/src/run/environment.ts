/** What a run was made with. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { RunResult } from '../result/index.ts'
import { findChromium } from './chromium.ts'

const run = promisify(execFile)
const timeoutMs = 10_000
const repository = fileURLToPath(new URL('../../../..', import.meta.url))

export async function describeEnvironment(): Promise<Pick<RunResult, 'commit' | 'machine' | 'versions'>> {
  return {
    commit: await commit(),
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      memoryBytes: totalmem(),
      kernel: release(),
      loadAverage: loadavg()[0] ?? 0,
    },
    versions: {
      node: process.version,
      chromium: firstVersion(await output(await findChromium(), '--version')),
      ffmpeg: firstVersion(await output('ffmpeg', '-version')),
      mediasoup: await mediasoupVersion(),
    },
  }
}

async function commit(): Promise<RunResult['commit']> {
  try {
    const hash = await output('git', '-C', repository, 'rev-parse', 'HEAD')
    const changes = await output('git', '-C', repository, 'status', '--porcelain')
    return { hash: hash.trim(), modified: changes.trim() !== '' }
  } catch {
    // Not a repository: a copy of the sources.
    return null
  }
}

async function mediasoupVersion(): Promise<string> {
  // It is the server's dependency, so it is looked for from there.
  const path = findPackageJSON('mediasoup', import.meta.resolve('@mrtc/server'))
  if (!path) return 'unknown'
  const manifest = await readFile(path, 'utf8')
  return (JSON.parse(manifest) as { version?: string }).version ?? 'unknown'
}

async function output(command: string, ...args: string[]): Promise<string> {
  return (await run(command, args, { timeout: timeoutMs })).stdout
}

function firstVersion(text: string): string {
  return /\d+(\.\d+)+/.exec(text)?.[0] ?? text.split('\n')[0] ?? 'unknown'
}
