// The project's commands, as data: what each is for, what it needs before it can run, and what it runs.

/**
 * What a command may need; bootstrap/ knows how to get each. They are got in the order in which a command lists them.
 * @typedef {'toolchain' | 'dependencies' | 'worker' | 'chromium' | 'firefox' | 'ffmpeg' | 'coturn' | 'netlab' | 'pesq' | 'postgres' | 'schemathesis'} Need
 *
 * @typedef {object} Command
 * @property {string} summary One line for the list of commands.
 * @property {Need[]} needs
 * @property {[string, ...string[]]} run Program and arguments, run in the repository's root; programs of node_modules/.bin
 *   are found by name. The user's own arguments are appended.
 * @property {string} [arguments] What further arguments mean; without it the command takes none.
 * @property {boolean} [needsArguments] Whether it does nothing without them.
 * @property {boolean} [ownHelp] Whether the program answers --help itself.
 */

/** What turbo is always told: plain lines instead of a full-screen view. */
const TURBO = /** @type {const} */ (['turbo', 'run', '--ui=stream'])

/** @type {Record<string, Command>} */
export const commands = {
  start: {
    summary: 'Start the platform, server and pages, with live reload; prints where to open it.',
    needs: ['toolchain', 'dependencies', 'worker'],
    run: [...TURBO, 'dev', '--filter=@mrtc/server', '--filter=@mrtc/meeting', '--filter=@mrtc/console'],
  },
  serve: {
    summary: 'Run the server alone, as for others: no live reload; with the call page once build has made it.',
    needs: ['toolchain', 'dependencies', 'worker'],
    run: ['node', 'apps/server/src/main.ts'],
    arguments: '--config file.yaml, see --help',
    ownHelp: true,
  },
  test: {
    summary: 'Run lint, types and every test, and end with a line "N passed, N failed".',
    needs: [
      'toolchain',
      'dependencies',
      'worker',
      'chromium',
      'ffmpeg',
      'coturn',
      'netlab',
      'postgres',
      'schemathesis',
    ],
    run: ['node', 'tools/test/main.mjs'],
    arguments: "passed on to vitest: a part of a test file's path, -t <part of a test's name>",
  },
  'test:unit': {
    summary: 'Run the tests that need no browser.',
    needs: ['toolchain', 'dependencies', 'worker', 'netlab', 'postgres'],
    run: ['vitest', 'run', '--project', 'unit'],
    arguments: "passed on to vitest: a part of a test file's path, -t <part of a test's name>",
  },
  'test:postgres': {
    summary: "Run the server's tests with PostgreSQL in place of PGlite.",
    needs: ['toolchain', 'dependencies', 'worker', 'ffmpeg', 'netlab', 'postgres'],
    run: ['node', 'apps/server/src/store/testing/postgres-main.ts'],
    arguments: 'passed on to vitest in place of --project unit apps/server/src',
  },
  call: {
    summary: 'Run a real call between Chromium pages and bots and report on every subscription.',
    needs: ['toolchain', 'dependencies', 'worker', 'chromium', 'ffmpeg'],
    run: ['node', 'e2e/src/call/main.ts'],
    arguments: 'how many callers and how long, see --help',
    ownHelp: true,
  },
  tiles: {
    summary: 'Measure a call of 25 in the call page beside a page that receives everything, and layers left out.',
    needs: ['toolchain', 'dependencies', 'worker', 'chromium'],
    run: ['node', 'e2e/src/tiles/main.ts'],
    arguments: 'how many people and how long, see --help',
    ownHelp: true,
  },
  chaos: {
    summary: 'Prove how reliable signalling is on connections that break all the time.',
    needs: ['toolchain', 'dependencies', 'worker'],
    run: ['node', 'e2e/src/chaos/main.ts'],
    arguments: '--operations N and more, see --help',
    ownHelp: true,
  },
  'sdk:conformance': {
    summary: "Show which of the guide's methods, callbacks and codes the built Web SDK really has in Chromium.",
    needs: ['toolchain', 'dependencies', 'worker', 'chromium'],
    run: ['node', 'e2e/src/conformance/main.ts'],
    arguments: '--names file, --only text, --update, see --help',
    ownHelp: true,
  },
  browsers: {
    summary: 'Let Firefox and Chromium call each other with the built Web SDK, and show what works.',
    needs: ['toolchain', 'dependencies', 'worker', 'chromium', 'firefox'],
    run: ['node', 'e2e/src/browsers/main.ts'],
    arguments: '--browser firefox, --only text, --update, see --help',
    ownHelp: true,
  },
  joins: {
    summary: 'Measure how long joining takes over a link that loses packets.',
    needs: ['toolchain', 'dependencies', 'worker', 'netlab'],
    run: ['node', 'e2e/src/chaos/joins/main.ts'],
    arguments: 'how much is lost and in which direction, see --help',
    ownHelp: true,
  },
  'usage:proof': {
    summary: 'Prove that usage is counted right: a scripted day, expected against counted.',
    needs: ['toolchain', 'dependencies', 'worker'],
    run: ['node', 'e2e/src/usage-proof/main.ts'],
    arguments: '--calls N, --seed N, see --help',
    ownHelp: true,
  },
  'webhooks:proof': {
    summary: 'Prove that webhooks are not lost and come in order, while both ends are killed at random.',
    needs: ['toolchain', 'dependencies', 'worker'],
    run: ['node', 'e2e/src/webhooks-proof/main.ts'],
    arguments: '--events N, --seed N, see --help',
    ownHelp: true,
  },
  'sdk:size': {
    summary: "Print how much code a page fetches with our SDK, beside livekit-client's, by the same bundler.",
    needs: ['toolchain', 'dependencies'],
    run: ['node', 'tools/sdk-size/main.mjs'],
    ownHelp: true,
  },
  'docs:guide': {
    summary: "Write the guide's examples, which are files that a test runs, into the pages that show them.",
    needs: ['toolchain', 'dependencies'],
    run: ['node', 'docs/src/write-guide.ts'],
    ownHelp: true,
  },
  'docs:api': {
    summary: 'Write the API reference from the types into docs/dist/api; fails when an export has no docstring.',
    needs: ['toolchain', 'dependencies'],
    run: ['node', 'docs/src/build-api.ts'],
    arguments: '--check to look only, see --help',
    ownHelp: true,
  },
  bot: {
    summary: 'Let a headless participant join a room.',
    needs: ['toolchain', 'dependencies'],
    run: ['node', 'packages/bot/src/cli.ts'],
    arguments: 'the room and what to publish, see --help',
    ownHelp: true,
  },
  mrtc: {
    summary: 'Administer a server from the command line: call apps, signatures, rooms, recordings, usage.',
    needs: ['toolchain', 'dependencies'],
    run: ['node', 'packages/cli/src/main.ts'],
    arguments: 'what to do, see --help',
    ownHelp: true,
  },
  'load:signaling': {
    summary: 'Measure latency and CPU of signalling beside a bare WebSocket relay.',
    needs: ['toolchain', 'dependencies', 'worker'],
    run: ['node', 'load/src/signaling-main.ts'],
    arguments: 'how many pairs, how often and how long, see --help',
    ownHelp: true,
  },
  netlab: {
    summary: 'Measure every property of the emulated network against what was set: netlab selftest.',
    needs: ['toolchain', 'dependencies', 'netlab'],
    run: ['node', 'packages/netlab/src/selftest/cli.ts'],
    arguments: 'selftest, see --help',
    ownHelp: true,
  },
  quality: {
    summary: 'Measure how good real calls are over emulated networks, and write a report: quality --list.',
    needs: ['toolchain', 'dependencies', 'worker', 'chromium', 'ffmpeg', 'netlab', 'pesq'],
    run: ['node', 'packages/harness/src/cli/main.ts'],
    arguments: 'scenarios and how often, see --help',
    ownHelp: true,
  },
  backup: {
    summary: 'Write everything in the database to a file: backup -- --out file.',
    needs: ['toolchain', 'dependencies'],
    run: ['node', 'apps/server/src/commands/backup.ts'],
    arguments: '--out file, see --help',
    ownHelp: true,
  },
  restore: {
    summary: 'Fill an empty data folder or database from a backup: restore -- --from file.',
    needs: ['toolchain', 'dependencies'],
    run: ['node', 'apps/server/src/commands/restore.ts'],
    arguments: '--from file, see --help',
    ownHelp: true,
  },
  admin: {
    summary: 'Get administrators back in who cannot log in: admin -- reset-password name.',
    needs: ['toolchain', 'dependencies'],
    run: ['node', 'apps/server/src/commands/admin.ts'],
    arguments: 'what to do with which account, see --help',
    ownHelp: true,
  },
  forbidden: {
    summary: 'Print who must not reach which route of the API, and what they are answered.',
    needs: ['toolchain', 'dependencies'],
    run: ['node', 'apps/server/src/api/testing/forbidden-main.ts'],
  },
  'api:check': {
    summary: 'Check the OpenAPI document, and ask every operation of it anything: no answer may be a failure.',
    needs: ['toolchain', 'dependencies', 'worker', 'schemathesis'],
    run: ['node', 'e2e/src/api-check/main.ts'],
    arguments: '--examples N, --seed N, see --help',
    ownHelp: true,
  },
  'api:types': {
    summary: 'Write the types of the API client anew from the routes of the server.',
    needs: ['toolchain', 'dependencies', 'worker'],
    run: ['node', 'packages/api-client/src/generate/main.ts'],
  },
  dashboards: {
    summary: 'Generate the Grafana dashboard and the Prometheus rules anew.',
    needs: ['toolchain', 'dependencies'],
    run: ['node', 'dashboards/src/generate.ts'],
  },
  build: {
    summary: 'Build everything that is shipped: the Web SDK and the pages.',
    needs: ['toolchain', 'dependencies'],
    run: [...TURBO, 'build'],
  },
  lint: {
    summary: 'Check formatting, code rules and the direction of dependencies.',
    needs: ['toolchain', 'dependencies'],
    run: ['biome', 'check'],
    arguments: 'files or folders to check instead of everything',
  },
  format: {
    summary: 'Format the code and apply the safe corrections of lint.',
    needs: ['toolchain', 'dependencies'],
    run: ['biome', 'check', '--write'],
    arguments: 'files or folders to format instead of everything',
  },
  typecheck: {
    summary: 'Check the types of every package.',
    needs: ['toolchain', 'dependencies'],
    // Every package's errors, and only those; as many compilers as cores.
    run: [...TURBO, 'typecheck', '--continue', '--output-logs=errors-only', '--concurrency=100%'],
  },
  exec: {
    summary: "Run any program with the project's Node and pnpm, e.g. exec pnpm update zod.",
    needs: ['toolchain'],
    run: ['env'],
    arguments: 'the program and its arguments',
    needsArguments: true,
  },
}

/** What a program needs to say what it does. @type {ReadonlySet<Need>} */
const NEEDS_OF_HELP = new Set(/** @type {const} */ (['toolchain', 'dependencies']))

/**
 * What has to be there for a command with these arguments: nobody waits for browsers and compilers to read its help.
 * @param {Command} command
 * @param {readonly string[]} args
 * @returns {Need[]}
 */
export function needsOf(command, args) {
  return isHelpWanted(args) ? command.needs.filter((need) => NEEDS_OF_HELP.has(need)) : command.needs
}

/** @param {readonly string[]} args */
export function isHelpWanted([first]) {
  return first === '--help' || first === '-h'
}
