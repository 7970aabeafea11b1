/** What cannot be observed, and why: data, one reason for each group. */
import type { Kind } from './catalogue.ts'

type Reasons = Readonly<Record<Kind, Readonly<Record<string, string>>>>

function because(reason: string, names: readonly (string | number)[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [String(name), reason]))
}

export const unreachable: Reasons = {
  methods: {},
  callbacks: {},
  codes: {
    ...because('an alias of -102 that the SDK understands and never gives', [1004]),
    ...because(
      'a stream that the media worker does not give to the recorder; a unit test of the facade proves the codes',
      [-10313, -12481],
    ),
    ...because('a link that the other side closes is built anew: 5010 when that fails', [5007]),
    ...because('needs 201 feeds in a room; the limit is proved by a unit test of the server', [-1083]),
    ...because(
      'the media library negotiates in one step and does not say which part failed: -5203 is given',
      [-5204, -5205, -5206],
    ),
  },
}
