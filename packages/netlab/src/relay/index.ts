/** Links without privileges: UDP on loopback only. */
export { UdpRelay, type UdpRelayOptions } from './udp-relay.ts'
