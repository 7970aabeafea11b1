import { lookup as lookUp } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** The address is of a network that must not be reached. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError'

  constructor(address: string) {
    super(
      `${address} is in a private network: allowPrivateNetworks of webhooks, recorder or vod is for where that is meant.`,
    )
  }
}

/** All of IPv6 that is given out (RFC 4291, section 2.4). Outside of it are forms that hold IPv4, such as `::127.0.0.1`. */
const globalIpv6 = ipaddr.IPv6.parseCIDR('2000::/3')

/** Whether anybody on the internet may have it; not loopback, private, link-local, multicast and what else is reserved. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // `process` opens IPv4 in IPv6.
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return !(parsed instanceof ipaddr.IPv6) || parsed.match(globalIpv6)
}

/**
 * Finds addresses like `dns.lookup`, and refuses names that have one in a private network: checked on what is connected
 * to, as a name may have another address a moment later.
 */
export const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, [])
    const inside = addresses.find(({ address }) => !isPublic(address))
    if (inside) return callback(new PrivateAddressError(inside.address), [])
    if (options.all === true) return callback(null, addresses)
    const [first] = addresses
    if (!first) return callback(new Error(`${hostname} has no address`), [])
    callback(null, first.address, first.family)
  })
}

/** Names are checked when they are looked up; addresses are not looked up. @throws PrivateAddressError */
export function assertPublicHost(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isPublic(host)) throw new PrivateAddressError(host)
}
