import { networkInterfaces } from 'node:os'

/** Firefox gathers no candidate on loopback and pairs none with it: media has to go to an address of the machine. */
export function machineAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  const found = addresses.find(({ family, internal }) => family === 'IPv4' && !internal)
  if (!found) throw new Error('This machine has no IPv4 address but loopback, over which Firefox sends no media.')
  return found.address
}
