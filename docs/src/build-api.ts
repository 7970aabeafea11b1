/** `npm run docs:api`: the API reference, from the types and their docstrings, into docs/dist/api. */
import { parseArgs } from 'node:util'
import { Application, TSConfigReader } from 'typedoc'
import { apiOptions } from './api-options.ts'

const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' }, check: { type: 'boolean' } } })

if (values.help) {
  console.log(`npm run docs:api [-- --check]

Writes the API reference to docs/dist/api/index.html. It fails when an export has no docstring, or a link in one leads
nowhere. --check only looks, and writes nothing.`)
} else {
  process.exitCode = await build()
}

/** @returns the process's exit code */
async function build(): Promise<number> {
  const application = await Application.bootstrap(apiOptions, [new TSConfigReader()])
  const project = await application.convert()
  if (project === undefined) return 1
  application.validate(project)
  const { logger } = application
  if (logger.hasErrors() || logger.hasWarnings() || logger.validationWarningCount > 0) return 1
  if (values.check) return 0
  await application.generateOutputs(project)
  return logger.hasErrors() ? 1 : 0
}
