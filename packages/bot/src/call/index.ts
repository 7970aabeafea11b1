/** A participant without a person, with today's API: the guide's Engine and Session, the command line and tests stand on it. */
export {
  BotCall,
  type BotCallEvents,
  type BotCallOptions,
  type Playing,
  type PlayOptions,
  type PublishFeedOptions,
} from './bot-call.ts'
export { OutgoingFeed } from './outgoing-feed.ts'
