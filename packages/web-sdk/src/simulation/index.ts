/**
 * Scenarios for an application's own tests: {@link createSimulatedClient} gives a client that lives through the real thing
 * on demand. An entry point of its own, `@mrtc/web-sdk/simulation`, so that nothing of it is in what people get.
 */
export { createSimulatedClient, type SimulatedClient } from './create-simulated-client.ts'
export { type Scenario, type SimulateOptions, scenarios } from './scenarios.ts'
