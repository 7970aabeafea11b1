import type { Answer, Command } from './control.ts'
import { type Switch, setTranslation } from './port.ts'

/** CPU use of this process since the last reading, per cent of one core. */
export class CpuMeter {
  #cpu = process.cpuUsage()
  #wallMs = performance.now()

  read(): number {
    const used = process.cpuUsage(this.#cpu)
    const wallMs = performance.now() - this.#wallMs
    this.#cpu = process.cpuUsage()
    this.#wallMs = performance.now()
    return (used.user + used.system) / 10 / wallMs
  }
}

/** Obeys one command. `addDevice` makes an interface and returns its port; quitting is the caller's. */
export function obey(
  line: string,
  fabric: Switch,
  cpu: CpuMeter,
  addDevice: (device: string) => number,
): { readonly answer: Answer; readonly quit: boolean } {
  try {
    const command = JSON.parse(line) as Command
    switch (command.command) {
      case 'add':
        return { answer: { ok: true, port: addDevice(command.device) }, quit: false }
      case 'set':
        fabric.port(command.port).set(command)
        break
      case 'translate':
        setTranslation(fabric.port(command.port), command.on)
        break
      case 'rebind':
        fabric.port(command.port).translator?.rebind()
        break
      case 'counters':
        return {
          answer: { ok: true, cpuPercent: cpu.read(), ports: fabric.ports.map((port) => port.counters()) },
          quit: false,
        }
      case 'quit':
        return { answer: { ok: true }, quit: true }
    }
    return { answer: { ok: true }, quit: false }
  } catch (error) {
    return { answer: { ok: false, error: error instanceof Error ? error.message : String(error) }, quit: false }
  }
}
