import { initialsOf, toneOf } from '../identity/initials.ts'
import classes from './PersonAvatar.module.css'

/** Someone without a picture. It grows with its place. */
export const PersonAvatar = ({ name, seed }: { readonly name: string; readonly seed: string }) => (
  <span className={classes.avatar} data-tone={toneOf(seed)} aria-hidden="true">
    {initialsOf(name)}
  </span>
)
