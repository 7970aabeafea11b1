import classes from './FigureList.module.css'

/** Names and values in two columns. */
export const FigureList = ({ rows }: { readonly rows: readonly (readonly [name: string, value: string])[] }) => (
  <dl className={classes.figures}>
    {rows.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
