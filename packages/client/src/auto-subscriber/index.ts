/** Receiving everybody: a subscription for each feed of the others, renewed when it fails. */
export { AutoSubscriber, type Reception } from './auto-subscriber.ts'
