import { type ErrorCode, errors, MrtcError } from '../errors.ts'
import { failuresOf } from './failures.ts'
import type { CodeDefinition, CodeEntry, CodeTable, Failure, Operation, OperationCodes } from './table.ts'

/**
 * The number that a platform gives for a failure of an operation.
 *
 * A canonical error becomes the failures that it can be, the most precise first (`failures.ts`). The first of them wins
 * that has a number under the operation or under `any`. When none has, it is the operation's default (the one marked
 * so, else its `server` one), then that of `any`, then the table's fallback.
 *
 * @example codeFor(webCodes, 'createRoom', error) // -302 where Android has -115 and WeChat -10412
 */
export function codeFor(table: CodeTable, operation: Operation, failure: Failure | ErrorCode | MrtcError): number {
  const failures = candidates(failure)
  const own = table.operations[operation] ?? {}
  const any = table.operations.any ?? {}
  for (const candidate of failures) {
    const found = find(own, candidate) ?? find(any, candidate)
    if (found) return found.code
  }
  return (defaultOf(own) ?? defaultOf(any))?.code ?? table.fallback
}

/** All numbers of a platform, aliases too, in the order of its table. */
export function codeEntries(table: CodeTable): readonly CodeEntry[] {
  const entries: CodeEntry[] = []
  for (const [operation, codes] of Object.entries(table.operations) as [Operation, OperationCodes][]) {
    for (const [failure, definition] of Object.entries(codes) as [Failure, CodeDefinition][]) {
      const { code, aliases = [], isNormal = false, name, zh, en } = definition
      for (const number of [code, ...aliases]) {
        entries.push({ code: number, operation, failure, isNormal, ...(name && { name }), meaning: { zh, en } })
      }
    }
  }
  return entries
}

/**
 * What a platform's number means. More than one entry where the platform uses the number for several operations (Linux
 * has -1 for all, mobile counts invites and replies from 1): give the operation to know which. Empty for an unknown one.
 */
export function describeCode(table: CodeTable, code: number, operation?: Operation): readonly CodeEntry[] {
  return codeEntries(table).filter(
    (entry) => entry.code === code && (operation === undefined || entry.operation === operation),
  )
}

function candidates(failure: Failure | ErrorCode | MrtcError): readonly Failure[] {
  if (failure instanceof MrtcError) return failuresOf(failure.code, failure.kind)
  return isErrorCode(failure) ? failuresOf(failure, errors[failure].kind) : [failure]
}

function isErrorCode(word: Failure | ErrorCode): word is ErrorCode {
  return Object.hasOwn(errors, word)
}

function find(codes: OperationCodes, failure: Failure): CodeDefinition | undefined {
  return codes[failure] ?? Object.values(codes).find(({ also }) => also?.includes(failure))
}

function defaultOf(codes: OperationCodes): CodeDefinition | undefined {
  return Object.values(codes).find(({ isDefault }) => isDefault) ?? codes.server
}
