/** `npm run forbidden`: prints who must not reach which route, and what they are answered. */
import { styleText } from 'node:util'
import { askAll, forbiddenPairs, startForbidding } from './forbidden.ts'

const api = await startForbidding()
try {
  const rows = await askAll(await forbiddenPairs(api, api.routes))
  const [who, what] = [Math.max(...rows.map((row) => row.who.length)), Math.max(...rows.map((row) => row.what.length))]
  for (const row of rows.toSorted((a, b) => a.what.localeCompare(b.what))) {
    const isRight = row.got === row.expected
    const verdict = isRight ? row.got : styleText('red', `${row.got || 'nothing'}, expected ${row.expected}`)
    console.log(`${row.what.padEnd(what)}  ${row.who.padEnd(who)}  ${verdict}`)
  }
  const wrong = rows.filter(({ expected, got }) => expected !== got).length
  console.log(
    `\n${rows.length} forbidden pairs on ${api.routes.length} routes: ${rows.length - wrong} refused as declared, ${wrong} not`,
  )
  if (wrong > 0) process.exitCode = 1
} finally {
  await api.close()
}
