import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repositoryRoot } from './bootstrap/paths.mjs'
import { commands, needsOf } from './commands.mjs'
import { commandHelp, overview, unknownCommand } from './help.mjs'

describe('the table of commands', () => {
  test('has a line in package.json for every command, and no other script is there', async () => {
    const { scripts } = JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8'))
    const expected = Object.keys(commands).map((name) => [name, `exec node tools/run.mjs ${name}`])
    expect(scripts).toEqual(Object.fromEntries(expected))
  })

  test('installs the toolchain before anything that runs on it', () => {
    for (const [name, { needs }] of Object.entries(commands)) expect(needs[0], name).toBe('toolchain')
  })

  test('wants the worker only after the dependencies, which bring its source', () => {
    for (const [name, { needs }] of Object.entries(commands)) {
      if (needs.includes('worker')) expect(needs.indexOf('worker'), name).toBeGreaterThan(needs.indexOf('dependencies'))
    }
  })

  test('says what a command takes without installing a browser or building a worker first', () => {
    for (const [name, command] of Object.entries(commands)) {
      expect(['toolchain', 'dependencies'], name).toEqual(expect.arrayContaining(needsOf(command, ['--help'])))
      expect(needsOf(command, ['--other']), name).toEqual(command.needs)
    }
  })

  test('starts the platform without a browser and without ffmpeg', () => {
    expect(commands.start?.needs).not.toContain('chromium')
    expect(commands.start?.needs).not.toContain('ffmpeg')
  })
})

describe('help', () => {
  test('lists every command on a line of its own', () => {
    const lines = overview(commands).split('\n')
    for (const [name, { summary }] of Object.entries(commands)) {
      expect(lines.filter((line) => line.startsWith(`  ${name} `) && line.endsWith(summary))).toHaveLength(1)
    }
  })

  test('says of a command what it needs and runs', () => {
    const help = commandHelp('lint', { summary: 'Check.', needs: ['toolchain'], run: ['biome', 'check'] })
    expect(help).toContain('Needs:     toolchain')
    expect(help).toContain('Runs:      biome check')
  })

  test('suggests the command that was meant', () => {
    expect(unknownCommand('tset', commands)).toContain('did you mean "test"?')
    expect(unknownCommand('typcheck', commands)).toContain('did you mean "typecheck"?')
  })

  test('names all commands when nothing is near', () => {
    expect(unknownCommand('deploy-everything', commands)).toContain(Object.keys(commands).join(', '))
  })
})
