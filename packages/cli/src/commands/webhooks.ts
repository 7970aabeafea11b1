import { type components, eachItem } from '@mrtc/api-client'
import type { Command } from 'commander'
import { type Columns, firstOf, type Shell } from '../shell.ts'
import { addListing } from './listing.ts'

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

export function addWebhooks(program: Command, shell: Shell): void {
  const webhooks = program.command('webhooks').description('what business servers were told')
  addListing(webhooks, {
    room: 'about this room',
    states,
    state: 'in this state; dead: given up after 24 h',
    list: async (query, limit) => {
      const api = await shell.api()
      shell.list(await firstOf(eachItem(api.listWebhookDeliveries, { query }), limit), columns, 'no deliveries')
    },
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
