import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { commandEnvironment, withPathFirst } from './environment.mjs'
import { cacheFolder, repositoryRoot } from './paths.mjs'

test('a command runs in the same environment with and without npm around it', () => {
  const user = { HOME: '/home/ann', PATH: '/usr/bin', npm_config_registry: 'mirror', MRTC_PORT: '1' }
  const npm = {
    npm_lifecycle_event: 'start',
    npm_package_name: 'mrtc',
    npm_execpath: '/npm',
    INIT_CWD: '/',
    NODE: '/node',
  }
  expect(commandEnvironment({ ...user, ...npm })).toEqual(commandEnvironment(user))
})

test('the toolchain comes before the programs of the workspace, those before the system, and the system is whole', () => {
  const env = withPathFirst(commandEnvironment({ PATH: '/usr/bin' }), '/toolchain')
  expect(env.PATH).toBe(
    ['/toolchain', join(repositoryRoot, 'node_modules', '.bin'), '/usr/bin', '/usr/sbin', '/sbin'].join(delimiter),
  )
})

test('the cache is where XDG says, unless that is a relative path', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/var/cache' })).toBe('/var/cache/mrtc')
  expect(cacheFolder({ XDG_CACHE_HOME: 'cache' })).toBe(cacheFolder({}))
})
