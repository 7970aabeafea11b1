import classes from './Illustration.module.css'

/** A call as it looks, in shapes. */
export const Illustration = () => (
  <svg className={classes.picture} viewBox="0 0 520 260" aria-hidden="true">
    <rect className={classes.stage} width="520" height="260" rx="22" />
    <g className={classes.person} transform="translate(18 18)">
      <rect className={classes.first} width="238" height="172" rx="14" />
      <circle cx="119" cy="74" r="30" />
      <path d="M59 172c0-38 26-60 60-60s60 22 60 60z" />
      <rect className={classes.speaking} x="1.5" y="1.5" width="235" height="169" rx="13" />
    </g>
    <g className={classes.person} transform="translate(264 18)">
      <rect className={classes.second} width="238" height="172" rx="14" />
      <circle cx="119" cy="78" r="28" />
      <path d="M63 172c0-35 24-54 56-54s56 19 56 54z" />
    </g>
    <g transform="translate(180 204)">
      <circle className={classes.control} cx="20" cy="20" r="17" />
      <circle className={classes.control} cx="62" cy="20" r="17" />
      <circle className={classes.control} cx="104" cy="20" r="17" />
      <circle className={classes.leave} cx="146" cy="20" r="17" />
    </g>
  </svg>
)
