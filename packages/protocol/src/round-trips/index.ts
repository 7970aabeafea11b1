/**
 * What round trips tell of a path: how long it is, and what a queue on it adds. A client asks it of both its directions,
 * the server of the downlinks of its clients.
 */
export { baseRttOf, type RoundTrip, type RoundTrips, remember } from './round-trips.ts'
