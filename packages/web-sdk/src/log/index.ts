/** What the SDK did, for people who look into a failure (guide 6.3.2, DownloadLog). */
export { LineLog } from './line-log.ts'
