/** Every scenario, by name. One group a file. */
import { type Scenario, scenarioSchema } from '../scenario/index.ts'
import { changes } from './changes.ts'
import { clean } from './clean.ts'
import { congestion } from './congestion.ts'
import { loss } from './loss.ts'
import { rfc8867 } from './rfc8867.ts'
import { rfc8868 } from './rfc8868.ts'
import { networkTraces } from './traces.ts'

export const scenarios: readonly Scenario[] = [
  ...clean,
  ...loss,
  ...networkTraces,
  ...congestion,
  ...changes,
  ...rfc8867,
  ...rfc8868,
].map((scenario) => scenarioSchema.parse(scenario))
