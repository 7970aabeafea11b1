#!/usr/bin/env node
// Runs one of the project's commands: `node tools/run.mjs <command> [arguments]`; the npm scripts all come through here.
// Needs nothing but Node 20 and npm: what the command needs is installed first (see bootstrap/), then the command runs
// on the project's own Node (see commands.mjs). Plain JavaScript without dependencies, because it runs before either.

import { prepare } from './bootstrap/index.mjs'
import { complaintAboutNode } from './bootstrap/system-node.mjs'
import { commands, isHelpWanted, needsOf } from './commands.mjs'
import { commandHelp, overview, unknownCommand } from './help.mjs'
import { runInForeground } from './process/foreground.mjs'
import { interruptible } from './process/interruptible.mjs'

const EXIT_FAILURE = 1

/** What the shell's convention says for "the command line was wrong". */
const EXIT_USAGE = 2

/**
 * @param {string | undefined} name
 * @param {string[]} args
 * @returns {Promise<number>} The exit code.
 */
async function main(name, args) {
  const complaint = complaintAboutNode(process.versions.node)
  if (complaint) {
    console.error(complaint)
    return EXIT_FAILURE
  }

  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(overview(commands))
    return 0
  }

  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    console.error(unknownCommand(name, commands))
    return EXIT_USAGE
  }

  if (!command.ownHelp && isHelpWanted(args)) {
    console.log(commandHelp(name, command))
    return 0
  }

  if (args.length > 0 && command.arguments === undefined) {
    console.error(`mrtc: ${name} takes no arguments, but was given: ${args.join(' ')}`)
    return EXIT_USAGE
  }

  if (args.length === 0 && command.needsArguments) {
    console.error(`mrtc: ${name} needs ${command.arguments}`)
    return EXIT_USAGE
  }

  const needs = needsOf(command, args)
  const prepared = await interruptible((signal) => prepare({ needs, signal }))
  if (prepared.state === 'failed') {
    console.error(prepared.message)
    return prepared.exitCode
  }

  return await runInForeground({ argv: [...command.run, ...args], env: prepared.value })
}

const [name, ...given] = process.argv.slice(2)
// As after `npm run <command> --`, for whoever types the same here.
process.exitCode = await main(name, given[0] === '--' ? given.slice(1) : given)
