/** The system calls that Node has no name for, by FFI. Linux only; constants from its headers (asm-generic, x86-64 and arm64). */
import koffi from 'koffi'

const libc = koffi.load('libc.so.6')
const open = libc.func('int open(const char *path, int flags)')
const ioctl = libc.func('int ioctl(int fd, ulong request, uint8_t *argument)')
const readInto = libc.func('long read(int fd, uint8_t *buffer, size_t size)')
const writeFrom = libc.func('long write(int fd, const uint8_t *buffer, size_t size)')
const ppoll = libc.func('int ppoll(uint8_t *fds, ulong count, uint8_t *timeout, void *mask)')
const prctl = libc.func('int prctl(int option, ulong a, ulong b, ulong c, ulong d)')

const openReadWrite = 2
const openNonBlocking = 0o4000
const tunSetInterface = 0x400454ca
const interfaceTun = 0x0001
const interfaceNoPacketInfo = 0x1000
const setTimerSlack = 29

/** Lets waits end within a nanosecond of their time instead of 50 microseconds. */
export function sharpenTimers(): void {
  prctl(setTimerSlack, 1, 0, 0, 0)
}

/** Makes a TUN device in the current network namespace; it lives as long as the descriptor. */
export function openTun(device: string): number {
  const fd: number = open('/dev/net/tun', openReadWrite | openNonBlocking)
  if (fd < 0) throw new Error(`/dev/net/tun cannot be opened (errno ${koffi.errno()})`)
  const request = Buffer.alloc(40)
  request.write(device, 0, 15, 'latin1')
  request.writeUInt16LE(interfaceTun | interfaceNoPacketInfo, 16)
  if (ioctl(fd, tunSetInterface, request) < 0) throw new Error(`no TUN device ${device} (errno ${koffi.errno()})`)
  return fd
}

/** @returns bytes read, 0 at the end, negative when there is nothing */
export function read(fd: number, buffer: Buffer): number {
  return Number(readInto(fd, buffer, buffer.length))
}

export function write(fd: number, buffer: Buffer): void {
  writeFrom(fd, buffer, buffer.length)
}

const pollIn = 0x1
const pollError = 0x8
const entryBytes = 8

/** Waits for descriptors to become readable. */
export class Poller {
  readonly #entries = Buffer.alloc(entryBytes * 512)
  readonly #timeout = Buffer.alloc(16)
  #count = 0

  /** @returns the place to ask `readable` and `broken` for */
  add(fd: number): number {
    const at = this.#count * entryBytes
    if (at >= this.#entries.length) throw new Error('too many interfaces for one emulator')
    this.#entries.writeInt32LE(fd, at)
    this.#entries.writeInt16LE(pollIn, at + 4)
    return this.#count++
  }

  /** Never asks for this one again. */
  remove(place: number): void {
    this.#entries.writeInt32LE(-1, place * entryBytes)
  }

  wait(timeoutMs: number): void {
    const nanoseconds = Math.floor(Math.max(0, Math.min(timeoutMs, 1_000)) * 1e6)
    this.#timeout.writeBigInt64LE(BigInt(Math.floor(nanoseconds / 1e9)), 0)
    this.#timeout.writeBigInt64LE(BigInt(nanoseconds % 1e9), 8)
    const ready: number = ppoll(this.#entries, this.#count, this.#timeout, null)
    if (ready <= 0) for (let i = 0; i < this.#count; i++) this.#entries.writeInt16LE(0, i * entryBytes + 6)
  }

  readable(place: number): boolean {
    return (this.#entries.readInt16LE(place * entryBytes + 6) & pollIn) !== 0
  }

  /** The device went with its namespace. */
  broken(place: number): boolean {
    return (this.#entries.readInt16LE(place * entryBytes + 6) & pollError) !== 0
  }
}
