/**
 * The emulator on TUN devices: one process a lab, a synchronous loop on ppoll, so that packets leave within tens of
 * microseconds of their time. Arguments: seed, name of the hub's device. Commands come on standard input; when that
 * ends, so does this, and the kernel takes the devices away.
 */
import { CpuMeter, obey } from './commands.ts'
import type { Answer } from './control.ts'
import { ipFraming } from './framing.ts'
import { openTun, Poller, read, sharpenTimers, write } from './libc.ts'
import { Switch } from './port.ts'

const standardInput = 0
const standardOutput = 1
/** Without IFF_VNET_HDR the kernel cuts segments itself, so a read is one packet of at most the MTU. */
const largestPacketBytes = 2048
const slabBytes = largestPacketBytes * 512
/** Packets taken from one device before the others get their turn. */
const batch = 64

sharpenTimers()
const [seed = '1', hubDevice = 'nlhub'] = process.argv.slice(2)
const fabric = new Switch(Number(seed), ipFraming)
const cpu = new CpuMeter()
const poller = new Poller()
const inputPlace = poller.add(standardInput)
const hub = openTun(hubDevice)
const hubPlace = poller.add(hub)
const devices: { readonly fd: number; readonly place: number }[] = []

/** Packets lie in slabs that are freed as a whole when their last packet is gone: no allocation a packet. */
let slab = Buffer.allocUnsafeSlow(slabBytes)
let slabUsed = 0

function readPackets(fd: number, take: (packet: Buffer) => void): void {
  for (let i = 0; i < batch; i++) {
    if (slabUsed + largestPacketBytes > slab.length) {
      slab = Buffer.allocUnsafeSlow(slabBytes)
      slabUsed = 0
    }
    const size = read(fd, slab.subarray(slabUsed, slabUsed + largestPacketBytes))
    if (size <= 0) return
    take(slab.subarray(slabUsed, slabUsed + size))
    slabUsed += (size + 63) & ~63
  }
}

function addDevice(device: string): number {
  const fd = openTun(device)
  devices.push({ fd, place: poller.add(fd) })
  return fabric.addPort()
}

function answer(value: Answer): void {
  write(standardOutput, Buffer.from(`${JSON.stringify(value)}\n`))
}

const input = Buffer.alloc(65_536)
let unfinished = ''

/** @returns false when it is time to end */
function obeyInput(): boolean {
  const size = read(standardInput, input)
  if (size <= 0) return false
  unfinished += input.toString('utf8', 0, size)
  for (let end = unfinished.indexOf('\n'); end >= 0; end = unfinished.indexOf('\n')) {
    const line = unfinished.slice(0, end)
    unfinished = unfinished.slice(end + 1)
    const result = obey(line, fabric, cpu, addDevice)
    answer(result.answer)
    if (result.quit) return false
  }
  return true
}

const toHub = (packet: Buffer) => write(hub, packet)
const toPort = (index: number, packet: Buffer) => {
  const device = devices[index]
  if (device) write(device.fd, packet)
}

answer({ ok: true })
for (;;) {
  const next = fabric.release(performance.now(), toHub, toPort)
  poller.wait(next - performance.now())
  if (poller.readable(inputPlace) || poller.broken(inputPlace)) {
    if (!obeyInput()) break
  }
  const nowMs = performance.now()
  if (poller.readable(hubPlace)) readPackets(hub, (packet) => fabric.fromHub(packet, nowMs))
  for (const [index, { fd, place }] of devices.entries()) {
    if (poller.broken(place)) {
      poller.remove(place)
      fabric.port(index).clear()
    } else if (poller.readable(place)) {
      readPackets(fd, (packet) => fabric.fromPort(index, packet, nowMs))
    }
  }
}
process.exit(0)
