import { type Command, Option } from 'commander'
import { listLengthDefault, listLengthMax, whole } from './arguments.ts'

/** What things of rooms are listed by. */
interface Listing<S extends string> {
  readonly app?: string
  readonly room?: string
  readonly state?: S
  readonly limit: number
}

interface ListingOptions<S extends string> {
  /** For `--room`: "of this room". */
  readonly room: string
  readonly states: readonly S[]
  /** For `--state`. */
  readonly state: string
  readonly list: (query: { bizName?: string; roomId?: string; state?: S }, limit: number) => Promise<void>
}

/** Adds `list`, narrowed by call app, room and state. */
export function addListing<S extends string>(parent: Command, { room, states, state, list }: ListingOptions<S>): void {
  parent
    .command('list')
    .option('--app <bizName>', 'of this call app')
    .option('--room <roomId>', room)
    .addOption(new Option('--state <state>', state).choices(states))
    .option('--limit <n>', 'at most so many', whole(1, listLengthMax), listLengthDefault)
    .action(({ app, room: roomId, state: wanted, limit }: Listing<S>) => {
      const query = {
        ...(app === undefined ? {} : { bizName: app }),
        ...(roomId === undefined ? {} : { roomId }),
        ...(wanted === undefined ? {} : { state: wanted }),
      }
      return list(query, limit)
    })
}
