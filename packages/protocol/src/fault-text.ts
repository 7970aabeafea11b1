import type * as z from 'zod'

const articles: Readonly<Record<string, string>> = { array: 'an array', object: 'an object', int: 'a whole number' }

/** What is wrong with a field, for the person who reads `field: ...`. The schema library's own words are for its users. */
export function faultText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${articles[issue.expected] ?? `a ${issue.expected}`}`
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`
    case 'too_small':
      if (issue.origin === 'number') return `must be at least ${issue.minimum}`
      return issue.minimum === 1 ? 'must not be empty' : `must have ${issue.minimum} ${unitOf(issue.origin)} at least`
    case 'too_big':
      if (issue.origin === 'number') return `must be at most ${issue.maximum}`
      return `may have ${issue.maximum} ${unitOf(issue.origin)} at most`
    default:
      return issue.message
  }
}

const unitOf = (origin: string) => (origin === 'string' ? 'characters' : 'items')
