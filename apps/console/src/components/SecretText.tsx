import { Box, Group } from '@mantine/core'
import { CopyButton } from './CopyButton.tsx'
import classes from './SecretText.module.css'

/** Something long to copy: a key, a signature. */
export const SecretText = ({ value, label, testId }: { value: string; label: string; testId?: string }) => (
  <Group align="flex-start" wrap="nowrap" gap="xs" className={classes.frame ?? ''}>
    <Box
      component="code"
      className={classes.text ?? ''}
      aria-label={label}
      role="textbox"
      aria-readonly="true"
      aria-multiline="true"
      tabIndex={0}
      {...(testId === undefined ? {} : { 'data-testid': testId })}
    >
      {value}
    </Box>
    <CopyButton value={value} label={label} />
  </Group>
)
