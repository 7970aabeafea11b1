/**
 * The emulator for machines without TUN: every interface is a VXLAN device of the kernel whose tunnel ends in this
 * process's UDP socket. Arguments: seed, our address, the kernel's address. The first network (the hub) and those of
 * `add` are numbered: a port's network is its number plus one.
 */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { CpuMeter, obey } from './commands.ts'
import type { Answer } from './control.ts'
import { vxlanFraming } from './framing.ts'
import { Switch } from './port.ts'
import { Pump } from './pump.ts'
import { hubNetwork, networkOfPort, vxlanPort } from './vxlan.ts'

const [seed = '1', address = '', kernelAddress = ''] = process.argv.slice(2)
const fabric = new Switch(Number(seed), vxlanFraming)
const cpu = new CpuMeter()
const socket = createSocket({ type: 'udp4', recvBufferSize: 8 << 20, sendBufferSize: 8 << 20 })

const networkOffset = 4
const send = (network: number, frame: Buffer) => {
  frame.writeUIntBE(network, networkOffset, 3)
  // A full socket buffer loses the frame, as a full queue does.
  socket.send(frame, vxlanPort, kernelAddress, () => {})
}
const toHub = (frame: Buffer) => send(hubNetwork, frame)
const toPort = (index: number, frame: Buffer) => send(networkOfPort(index), frame)
const pump = new Pump((untilMs) => fabric.release(untilMs, toHub, toPort))

socket.on('message', (frame) => {
  const network = frame.readUIntBE(networkOffset, 3)
  if (network === hubNetwork) fabric.fromHub(frame, performance.now())
  else if (network - 1 < fabric.ports.length) fabric.fromPort(network - 1, frame, performance.now())
  pump.run()
})
socket.bind(vxlanPort, address)
await once(socket, 'listening')

const answer = (value: Answer) => process.stdout.write(`${JSON.stringify(value)}\n`)
answer({ ok: true })
for await (const line of createInterface({ input: process.stdin })) {
  const result = obey(line, fabric, cpu, () => fabric.addPort())
  answer(result.answer)
  if (result.quit) break
}
process.exit(0)
