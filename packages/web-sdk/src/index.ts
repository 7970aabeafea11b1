/**
 * The Web SDK: {@link CallClient} and what belongs to it for new applications, and beside it `MeetingController` under the
 * guide's names. Whoever wants the former alone, whatever their bundler can shake off, takes `@mrtc/web-sdk/core`.
 */
export * from './core/index.ts'
export * from './facade/index.ts'
