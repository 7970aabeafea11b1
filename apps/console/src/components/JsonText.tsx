import classes from './SecretText.module.css'

/** Data as it is, indented. */
export const JsonText = ({ value, label }: { readonly value: unknown; readonly label: string }) => (
  <section className={classes.frame} aria-label={label}>
    <pre
      className={classes.text}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      style={{ margin: 0, maxHeight: 320 }}
    >
      {JSON.stringify(value, null, 2)}
    </pre>
  </section>
)
