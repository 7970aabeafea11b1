import { eachItem } from '@mrtc/api-client'
import type { Command } from 'commander'
import { firstOf, type Shell } from '../shell.ts'
import { json, listLengthDefault, listLengthMax, whole } from './arguments.ts'

export function addRooms(program: Command, shell: Shell): void {
  const rooms = program.command('rooms').description('rooms that are open')
  rooms
    .command('list')
    .option('--app <bizName>', 'of this call app')
    .option('--limit <n>', 'at most so many', whole(1, listLengthMax), listLengthDefault)
    .action(async ({ app, limit }: { app?: string; limit: number }) => {
      const api = await shell.api()
      const found = eachItem(api.listRooms, { query: app === undefined ? {} : { bizName: app } })
      shell.list(
        await firstOf(found, limit),
        {
          roomId: ({ roomId }) => roomId,
          app: ({ bizName }) => bizName,
          creator: ({ creatorUid }) => creatorUid,
          people: ({ participantCount }) => participantCount,
          streams: ({ feedCount }) => feedCount,
          recorded: ({ recordIds }) => recordIds.length > 0,
          created: ({ createdAt }) => createdAt,
        },
        'no room is open',
      )
    })
  rooms
    .command('inspect')
    .description('who is in it, and what they send')
    .argument('<roomId>')
    .action(async (roomId: string) => {
      const api = await shell.api()
      const room = await api.getRoom({ path: { roomId } })
      shell.one(room, {
        roomId: () => room.roomId,
        app: ({ bizName }) => bizName,
        creator: ({ creatorUid }) => creatorUid,
        created: ({ createdAt }) => createdAt,
        recordings: ({ recordIds }) => recordIds.join(', ') || null,
      })
      if (shell.isForPrograms) return
      shell.list(
        room.participants,
        {
          uid: ({ uid }) => uid,
          name: ({ displayName }) => displayName,
          connected: ({ connected }) => connected,
          'media by': ({ route }) => route,
          sends: ({ uid }) =>
            room.feeds
              .filter((feed) => feed.uid === uid)
              .map(({ source, tracks }) => `${source} (${tracks.map(({ kind }) => kind).join(', ')})`)
              .join('; ') || null,
          joined: ({ joinedAt }) => joinedAt,
        },
        'nobody is in it',
      )
    })
  rooms
    .command('kick')
    .description('remove somebody')
    .argument('<roomId>')
    .argument('<uid>')
    .action(async (roomId: string, uid: string) => {
      const api = await shell.api()
      await api.kickParticipant({ path: { roomId, uid } })
      shell.done(`${uid} is out of ${roomId}`)
    })
  rooms
    .command('end')
    .description('end it for everybody')
    .argument('<roomId>')
    .action(async (roomId: string) => {
      const api = await shell.api()
      await api.endRoom({ path: { roomId } })
      shell.done(`${roomId} has ended`)
    })
  rooms
    .command('send')
    .description('send a text to those in it, or a command to their programs')
    .argument('<roomId>')
    .argument('<text>', 'with --command: its name')
    .option('--to <uid...>', 'to these alone')
    .option('--command', 'a command')
    .option('--payload <json>', 'of the command', json, null)
    .action(async (roomId: string, text: string, given: { to?: string[]; command?: true; payload: unknown }) => {
      const api = await shell.api()
      const to = given.to === undefined ? {} : { to: given.to }
      const body = given.command
        ? { kind: 'command' as const, name: text, payload: given.payload, ...to }
        : { kind: 'text' as const, text, ...to }
      const sent = await api.sendRoomMessage({ path: { roomId }, body })
      shell.done(`sent to ${sent.recipients.join(', ') || 'nobody: the room is empty'}`, sent)
    })
}
