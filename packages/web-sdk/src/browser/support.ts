import { type ErrorCode, MrtcError } from '@mrtc/protocol/errors'
import { type BrowserScope, type Capability, capabilities } from './capabilities.ts'
import { type Feature, type FeatureName, features } from './features.ts'

/** How a browser stands with one feature. `missing` are the capabilities that it lacks. */
export type FeatureSupport =
  | { readonly state: 'full' }
  /** Done in another way. */
  | { readonly state: 'replaced'; readonly missing: readonly Capability[]; readonly how: string }
  /** Nothing fails, but something is missed. */
  | { readonly state: 'off'; readonly missing: readonly Capability[]; readonly what: string }
  /** What asks for it fails. */
  | { readonly state: 'refused'; readonly missing: readonly Capability[]; readonly code: ErrorCode }

/** What this browser, or what stands for one, can do of the SDK. */
export function browserSupport(scope: BrowserScope = pageScope()): Readonly<Record<FeatureName, FeatureSupport>> {
  const names = Object.keys(features) as FeatureName[]
  return Object.fromEntries(names.map((name) => [name, supportOf(name, scope)])) as Record<FeatureName, FeatureSupport>
}

/** Whether this browser has what one feature takes, and what it lacks. */
export function supportOf(name: FeatureName, scope: BrowserScope = pageScope()): FeatureSupport {
  const { needs, replacement, otherwise }: Feature = features[name]
  const lacking = (wanted: readonly Capability[]) => wanted.filter((capability) => !capabilities[capability](scope))
  const missing = lacking(needs)
  if (missing.length === 0) return { state: 'full' }
  if (replacement && lacking(replacement.needs).length === 0) {
    return { state: 'replaced', missing, how: replacement.how }
  }
  return 'off' in otherwise
    ? { state: 'off', missing, what: otherwise.off }
    : { state: 'refused', missing, code: otherwise.code }
}

/** @throws MrtcError with the feature's code where the browser cannot do it, `data.missing` says what it lacks */
export function assertSupported(name: FeatureName, scope: BrowserScope = pageScope()): void {
  const support = supportOf(name, scope)
  if (support.state !== 'refused') return
  const { code, missing } = support
  const needsHttps = missing.includes('secureContext')
  const message = needsHttps
    ? 'Open the page over https or on localhost: browsers hide cameras elsewhere.'
    : `This browser cannot do this: it lacks ${missing.join(', ')}.`
  throw new MrtcError(code, message, { data: { feature: name, missing, reason: 'unsupported' } })
}

function pageScope(): BrowserScope {
  return globalThis as unknown as BrowserScope
}
