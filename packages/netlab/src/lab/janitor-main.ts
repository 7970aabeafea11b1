/**
 * Cleans up after a lab however it ends. The lab writes each namespace that it makes to this process's standard input;
 * when the input ends, because the lab closed it or was killed, this removes them with all that runs in them. It runs
 * in a session of its own, so that a signal to the lab's whole process group passes it by.
 */
import { createInterface } from 'node:readline'
import { removeNamespace } from './namespaces.ts'

process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
process.on('SIGHUP', () => {})

const names: string[] = []
for await (const line of createInterface({ input: process.stdin })) names.push(line)
const results = await Promise.allSettled(names.map(removeNamespace))
process.exitCode = results.some((result) => result.status === 'rejected') ? 1 : 0
