/** Of the server's accounts. */
export const passwordLengthMin = 10

export type PasswordFault = 'short' | 'different'

/** What keeps a new password from being sent; undefined: nothing. */
export function faultOfNewPassword(password: string, repeated: string): PasswordFault | undefined {
  if (password.length < passwordLengthMin) return 'short'
  return password === repeated ? undefined : 'different'
}
