import { describe, expect, test } from 'vitest'
import { BootstrapFailure, describeFailure } from './failure.mjs'
import { ensureSystemPackages, findProgram, missingPackages, type Probe } from './system-packages.mjs'

const packages = [
  { name: 'cmake', anyProgram: ['cmake'] },
  { name: 'chromium', anyProgram: ['chromium', 'google-chrome'] },
  { name: 'libuv1-dev', header: 'uv.h' },
]
const env = { PATH: '/opt/bin:/usr/bin' }

function machineWith({ files, root = false }: { files: string[]; root?: boolean }): Probe {
  const has = async (file: string) => files.includes(file)
  return { isExecutable: has, exists: has, isRoot: () => root }
}

describe('the packages of the system', () => {
  test('are found by the programs and headers that they bring', async () => {
    const probe = machineWith({ files: ['/opt/bin/cmake', '/usr/bin/google-chrome', '/usr/include/uv.h'] })
    expect(await missingPackages({ packages, env, probe })).toEqual([])
  })

  test('are missing when neither program nor header is there', async () => {
    const probe = machineWith({ files: ['/elsewhere/cmake', '/usr/local/include/uv.h'] })
    const missing = await missingPackages({ packages, env, probe })
    expect(missing.map(({ name }) => name)).toEqual(['cmake', 'chromium'])
  })

  test('are left alone, without asking apt, when all of them are there', async () => {
    const probe = machineWith({ files: ['/opt/bin/cmake', '/usr/bin/chromium', '/usr/include/uv.h'] })
    const signal = AbortSignal.abort(new Error('nothing may be started'))
    await ensureSystemPackages({ packages, purpose: 'a test', env, signal, probe })
  })

  test.each([
    ['whoever is not root', machineWith({ files: ['/usr/bin/apt-get', '/usr/bin/cmake'] })],
    ['root on a machine without apt', machineWith({ files: ['/usr/bin/cmake'], root: true })],
  ])('are named, with the command that installs them, to %s', async (_, probe) => {
    const failure = await ensureSystemPackages({
      packages,
      purpose: 'building the media worker',
      env,
      signal: new AbortController().signal,
      probe,
    }).catch((error: unknown) => error)
    if (!(failure instanceof BootstrapFailure)) throw new Error('expected a failure', { cause: failure })
    expect(describeFailure(failure)).toBe(
      'mrtc: For building the media worker this machine lacks: chromium, libuv1-dev.\n' +
        'What to do: install them and run the command again. On Debian or Ubuntu: ' +
        'sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium libuv1-dev',
    )
  })
})

describe('looking for a program', () => {
  test('prefers the name that comes first over the folder that comes first', async () => {
    const probe = machineWith({ files: ['/opt/bin/google-chrome', '/usr/bin/chromium'] })
    expect(await findProgram({ names: ['chromium', 'google-chrome'], env, probe })).toBe('/usr/bin/chromium')
  })

  test('finds nothing on an empty PATH', async () => {
    expect(await findProgram({ names: ['sh'], env: {} })).toBeUndefined()
  })
})
