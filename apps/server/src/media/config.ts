/** Settings of the media part. The server's configuration composes this schema with those of the other parts. */
import { availableParallelism } from 'node:os'
import * as z from 'zod'

const highestPort = 65_535
/** Addresses that mean "every interface": nothing that a client could send packets to. */
const wildcardAddresses: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

export const mediaConfigSchema = z
  .object({
    /** The address that media ports are opened on. Only this machine reaches the default. */
    listenIp: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
    /** The address or host name that clients are told to send media to, when it is not `listenIp` (NAT, containers). */
    announcedAddress: z.string().min(1).max(253).optional(),
    /**
     * The first worker's media port, UDP and TCP; worker `n` has `rtcBasePort + n`. 0 takes any free ports, which suits
     * one machine; behind a firewall name them.
     */
    rtcBasePort: z.number().int().min(0).max(highestPort).default(0),
    /** Media worker processes. Each fills one core. */
    workerCount: z.number().int().min(1).max(256).default(availableParallelism),
    /** What a subscriber's downlink is taken for until it has been estimated, in bit/s. */
    initialOutgoingBitrateBps: z.number().int().min(100_000).max(100_000_000).default(1_000_000),
    /** What the worker processes write to the log. */
    workerLogLevel: z.enum(['debug', 'warn', 'error', 'none']).default('warn'),
  })
  .superRefine((config, context) => {
    if (wildcardAddresses.has(config.listenIp) && config.announcedAddress === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['announcedAddress'],
        message: `must name the address that clients reach this server at, because listenIp ${config.listenIp} is every interface`,
      })
    }
    if (config.rtcBasePort > 0 && config.rtcBasePort + config.workerCount - 1 > highestPort) {
      context.addIssue({
        code: 'custom',
        path: ['rtcBasePort'],
        message: `leaves no room below ${highestPort} for one port for each of ${config.workerCount} workers`,
      })
    }
  })
export type MediaConfig = z.infer<typeof mediaConfigSchema>
