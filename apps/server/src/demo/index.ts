/** What a server in demo mode has to show at its first start. */
export { exampleApp, makeExampleApp } from './example-app.ts'
