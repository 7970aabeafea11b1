/** The page that runs the guide's examples, as a test drives it. */

/** As the server's demo signs it, or an application's own server. */
export interface SignedIdentity {
  readonly uid: string
  readonly bizName: string
  readonly appId: string
  readonly workspaceId: string
  readonly sign: string
}

/** The examples' own set-up: Ann and Ben in a room, others who are connected when they are needed. */
export interface GuidePage {
  prepare(url: string, identities: Readonly<Record<Name, SignedIdentity>>): Promise<void>
  /** Runs what an example says, and throws when something else happens than its page in the guide tells. */
  run(example: ExampleName): Promise<void>
}

export const names = ['ann', 'ben', 'cleo', 'dora', 'emil'] as const
export type Name = (typeof names)[number]

/** What is run, in this order: each is an example, or a part of one that needs a click of its own. */
export const exampleNames = [
  'devices and receiving',
  'mute',
  'messages and files',
  'inviting',
  'screen',
  'region',
  'picture and PDF',
  'canvas',
  'statistics',
  'weak network',
  'pictures and browser recording',
  'server recording',
  'background and noise',
  'direct call',
  'TURN alone',
  'pre-call check',
  'reconnects and simulation',
  'React',
] as const
export type ExampleName = (typeof exampleNames)[number]

declare global {
  interface Window {
    guide: GuidePage
  }
}
