/** Numbers that the lab and the VXLAN emulator agree on. */

export const vxlanPort = 4790
/** Network identifier of the hub's device. */
export const hubNetwork = 0xffff
export const networkOfPort = (port: number) => port + 1
