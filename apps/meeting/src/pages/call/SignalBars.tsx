import type { Quality } from '@mrtc/react'
import classes from './SignalBars.module.css'

const filled: Record<Quality, number> = { good: 3, fair: 2, poor: 1 }
const bars = [1, 2, 3] as const

/** Bars as on a phone: number and colour say the same, for those who do not see the colour. */
export const SignalBars = ({ quality }: { readonly quality: Quality | undefined }) => (
  <svg
    className={classes.bars}
    data-quality={quality ?? 'unknown'}
    viewBox="0 0 16 14"
    width="16"
    height="14"
    aria-hidden="true"
  >
    {bars.map((bar) => (
      <rect
        key={bar}
        data-filled={quality !== undefined && bar <= filled[quality]}
        x={(bar - 1) * 6}
        y={14 - bar * 4.6}
        width="4"
        height={bar * 4.6}
        rx="1"
      />
    ))}
  </svg>
)
