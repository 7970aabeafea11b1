import type { Outcome, SdkPage } from '../../web-sdk/sdk-page.ts'

/** @throws Error unless the call was rejected with this code */
export async function refuses(call: Promise<Outcome>, code: number): Promise<void> {
  const outcome = await call
  if ('code' in outcome && outcome.code === code) return
  throw new Error(`${code} was expected and not ${JSON.stringify(outcome)}`)
}

/** @throws Error unless the page is told this code by this callback, at this place of its parameters */
export async function isToldCode(
  page: SdkPage,
  name: Parameters<SdkPage['isTold']>[0],
  code: number,
  options: { readonly timeoutMs?: number } = {},
): Promise<void> {
  const args = await page.isTold(name, options)
  if (!args.includes(code)) throw new Error(`${name} with ${code} was expected and not ${JSON.stringify(args)}`)
}
