import { type components, eachItem } from '@mrtc/api-client'
import { type Command, Option } from 'commander'
import { type Columns, firstOf, type Shell } from '../shell.ts'
import { listLengthDefault, listLengthMax, whole } from './arguments.ts'

type Delivery = components['schemas']['WebhookDelivery']

const states = ['pending', 'delivered', 'dead'] as const

const columns: Columns<Delivery> = {
  deliveryId: ({ deliveryId }) => deliveryId,
  app: ({ bizName }) => bizName,
  topic: ({ topic }) => topic,
  code: ({ eventCode }) => eventCode,
  roomId: ({ roomId }) => roomId,
  state: ({ state }) => state,
  attempts: ({ attemptCount }) => attemptCount,
  'last problem': ({ attempts }) => attempts.at(-1)?.problem ?? null,
  happened: ({ happenedAt }) => happenedAt,
}

interface Listing {
  readonly app?: string
  readonly room?: string
  readonly state?: (typeof states)[number]
  readonly limit: number
}

export function addWebhooks(program: Command, shell: Shell): void {
  const webhooks = program.command('webhooks').description('what business servers were told')
  webhooks
    .command('list')
    .option('--app <bizName>', 'of this call app')
    .option('--room <roomId>', 'about this room')
    .addOption(new Option('--state <state>', 'in this state; dead: given up after 24 h').choices(states))
    .option('--limit <n>', 'at most so many', whole(1, listLengthMax), listLengthDefault)
    .action(async ({ app, room, state, limit }: Listing) => {
      const api = await shell.api()
      const query = {
        ...(app === undefined ? {} : { bizName: app }),
        ...(room === undefined ? {} : { roomId: room }),
        ...(state === undefined ? {} : { state }),
      }
      shell.list(await firstOf(eachItem(api.listWebhookDeliveries, { query }), limit), columns, 'no deliveries')
    })
  webhooks
    .command('replay')
    .description('deliver again')
    .argument('<deliveryId>')
    .action(async (deliveryId: string) => {
      const api = await shell.api()
      shell.one(await api.replayWebhookDelivery({ path: { deliveryId } }), columns)
    })
}
