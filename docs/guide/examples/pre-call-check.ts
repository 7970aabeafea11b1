import { type BeforeCallOptions, checkBeforeCall, verdictOf } from '@mrtc/web-sdk/core'

/** One line a check, as they come. @returns whether a call can be made, as far as is known */
export async function canCall(server: BeforeCallOptions['server'], show: (line: string) => void) {
  const results = await checkBeforeCall({
    server,
    bandwidthMs: 2_000, // each way
    onResult: (result) => {
      const found = result.outcome === 'passed' ? result.detail : result.outcome === 'failed' && result.error.message
      show(`${result.check}: ${result.outcome} ${found || ''}`)
    },
  })
  return verdictOf(results) !== 'impossible' // else good, limited, unknown
}
