/** People who administer: passwords, logins and their sessions, lock-out, the first owner. Roles are in `@mrtc/protocol/api`. */
export { ensureFirstOwner, firstOwnerName } from './first-owner.ts'
export { csrfTokenOf, type LoggedIn, type LoginLimits, Logins, type OpenedSession } from './logins.ts'
export { hashPassword, isPassword, newPassword, passwordLengthMax, passwordLengthMin } from './passwords.ts'
