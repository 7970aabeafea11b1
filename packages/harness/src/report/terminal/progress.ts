import { harmless } from './ink.ts'

/** Where progress goes: `process.stderr`, or a string in tests. */
export interface OutputStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

export interface ProgressOptions {
  /** What all trials together are planned to take. */
  readonly totalSeconds: number
  readonly now?: () => number
}

export interface Progress {
  /** A trial begins; what is said from now on is about it. */
  begin(title: string, plannedSeconds: number): void
  /** What it does now. */
  say(line: string): void
  /** The trial is over; this stays on the screen. */
  end(outcome: string): void
  /** Leaves the terminal as it was. */
  close(): void
}

type State =
  | { readonly state: 'idle' }
  | {
      readonly state: 'trial'
      readonly title: string
      readonly plannedSeconds: number
      readonly sinceMs: number
      readonly line: string
    }
  | { readonly state: 'closed' }

const refreshMs = 1_000
const defaultColumns = 80
/** Back to the first column, and clear the line. */
const clearLine = '\r\u001b[2K'

/** One line that is rewritten on a terminal; plain lines elsewhere. */
export function createProgress(
  stream: OutputStream,
  { totalSeconds, now = () => performance.now() }: ProgressOptions,
): Progress {
  const live = stream.isTTY === true
  const startedMs = now()
  let donePlannedSeconds = 0
  let state: State = { state: 'idle' }
  const draw = () => {
    if (!live || state.state !== 'trial') return
    const elapsed = durationText((now() - state.sinceMs) / 1_000)
    const parts = [state.title, state.line, elapsed, remainingText()].filter((part) => part !== '')
    stream.write(clearLine + shortened(parts.join(' · '), (stream.columns ?? defaultColumns) - 1))
  }
  const remainingText = () => {
    if (donePlannedSeconds === 0) return ''
    const running = state.state === 'trial' ? state : null
    const doneMs = (running?.sinceMs ?? now()) - startedMs
    const left = ((totalSeconds - donePlannedSeconds) / donePlannedSeconds) * (doneMs / 1_000)
    const spent = running ? (now() - running.sinceMs) / 1_000 : 0
    return `about ${durationText(Math.max(0, left - spent))} left`
  }
  const timer = live ? setInterval(draw, refreshMs) : null
  timer?.unref()
  return {
    begin: (title, plannedSeconds) => {
      if (state.state === 'closed') return
      state = { state: 'trial', title: harmless(title), plannedSeconds, sinceMs: now(), line: '' }
      if (!live) stream.write(`${state.title}\n`)
      draw()
    },
    say: (line) => {
      if (state.state !== 'trial') return
      state = { ...state, line: harmless(line) }
      if (!live) stream.write(`  ${state.line}\n`)
      draw()
    },
    end: (outcome) => {
      if (state.state !== 'trial') return
      const { title, plannedSeconds, sinceMs } = state
      donePlannedSeconds += plannedSeconds
      const line = `${title}: ${harmless(outcome)} (${durationText((now() - sinceMs) / 1_000)})`
      stream.write(`${live ? clearLine : ''}${line}\n`)
      state = { state: 'idle' }
    },
    close: () => {
      if (state.state === 'closed') return
      if (timer) clearInterval(timer)
      if (live && state.state === 'trial') stream.write(clearLine)
      state = { state: 'closed' }
    },
  }
}

function shortened(text: string, columns: number): string {
  const characters = [...text]
  return characters.length <= columns ? text : `${characters.slice(0, Math.max(0, columns - 1)).join('')}…`
}

function durationText(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
