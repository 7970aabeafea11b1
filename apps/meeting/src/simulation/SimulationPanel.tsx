import { useStore } from '@mrtc/react'
import { type Scenario, scenarios } from '@mrtc/web-sdk/simulation'
import { useState } from 'react'
import classes from './SimulationPanel.module.css'
import { simulate } from './simulated-calls.ts'

const names = Object.keys(scenarios) as Scenario[]

/** For developers, so in English: buttons that make trouble, and what came of asking for it. */
const SimulationPanel = () => {
  const run = useStore(simulate)
  const [running, setRunning] = useState<ReadonlySet<Scenario>>(new Set())
  const [failure, setFailure] = useState<string>()
  const start = async (scenario: Scenario) => {
    setFailure(undefined)
    setRunning((all) => new Set(all).add(scenario))
    try {
      await run?.(scenario)
    } catch (error) {
      setFailure(`${scenario}: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      setRunning((all) => new Set([...all].filter((one) => one !== scenario)))
    }
  }
  return (
    <details className={classes.panel} data-testid="simulation" open>
      <summary>Simulate</summary>
      <div className={classes.buttons}>
        {names.map((scenario) => (
          <button
            key={scenario}
            type="button"
            data-scenario={scenario}
            disabled={running.has(scenario)}
            onClick={() => void start(scenario)}
          >
            {scenario}
          </button>
        ))}
      </div>
      {failure === undefined ? null : <p role="alert">{failure}</p>}
    </details>
  )
}

export default SimulationPanel
