#!/usr/bin/env node
/** The program `mrtc`; `npm run mrtc -- --help` tells what it does. */
import { createInterface } from 'node:readline/promises'
import { run } from './program.ts'

const stopping = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort())

process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  out: (text) => console.log(text),
  note: (text) => console.error(text),
  ask: async (prompt) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr })
    try {
      return await lines.question(process.stdin.isTTY ? prompt : '', { signal: stopping.signal })
    } finally {
      lines.close()
    }
  },
  signal: stopping.signal,
})
