/** What this server asks of others on the word of its users: never of its own machine or network, unless that is allowed. */
export { assertPublicHost, isPublic, lookUpPublic, PrivateAddressError } from './public-address.ts'
