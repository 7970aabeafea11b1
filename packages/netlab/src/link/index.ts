/** The model of a link: pure, seeded, the same behind every backend. */
export { Direction, type DirectionCounters } from './direction.ts'
export { chainOf, meanLoss } from './loss.ts'
export { type BurstLoss, checkProfile, type LinkProfile, type LinkProfiles, linkProfileSchema } from './profile.ts'
