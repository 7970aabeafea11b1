/** Settings of the media part. The server's configuration composes this schema with those of the other parts. */
import { availableParallelism } from 'node:os'
import * as z from 'zod'

const highestPort = 65_535
/** Addresses that mean "every interface": nothing that a client could send packets to. */
const wildcardAddresses: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

export const mediaConfigSchema = z
  .object({
    listenIp: z
      .union([z.ipv4(), z.ipv6()])
      .default('127.0.0.1')
      .describe('Address that media ports are opened on. Only this machine reaches the default.'),
    announcedAddress: z
      .string()
      .min(1)
      .max(253)
      .optional()
      .describe('Address or host name that clients send media to, when it is not listenIp (NAT, containers).'),
    rtcBasePort: z
      .number()
      .int()
      .min(0)
      .max(highestPort)
      .default(0)
      .describe(
        "First worker's media port, UDP and TCP; worker n has n more. 0 takes free ones; name it for a firewall.",
      ),
    workerCount: z
      .number()
      .int()
      .min(1)
      .max(256)
      .default(availableParallelism)
      .describe('Media worker processes; each fills one core. Unset: one for each core.'),
    maxWorkerCpuPercent: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(85)
      .describe(
        'A worker that is busier than this takes no more rooms and participants: SERVER_FULL, so that the calls it has stay good.',
      ),
    initialOutgoingBitrateBps: z
      .number()
      .int()
      .min(100_000)
      .max(100_000_000)
      .default(1_000_000)
      .describe("What a subscriber's downlink is taken for until it has been estimated, in bit/s."),
    workerLogLevel: z
      .enum(['debug', 'warn', 'error', 'none'])
      .default('warn')
      .describe('Least level that the media workers write to the log.'),
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
