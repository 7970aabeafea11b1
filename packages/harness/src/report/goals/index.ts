/** The goals' table, wherever it is read. */
export { goalsSection } from './html.ts'
export { goalsMarkdown, withGoals } from './markdown.ts'
export { renderGoals } from './terminal.ts'
