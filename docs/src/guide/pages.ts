import { readdir } from 'node:fs/promises'

const folder = new URL('../../guide/', import.meta.url)

/** Pages that show examples. */
export async function guidePages(): Promise<URL[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md'))
  return [...names.sort().map((name) => new URL(name, folder)), new URL('../../packages/web-sdk/README.md', folder)]
}

/** The files of the examples. */
export async function exampleFiles(): Promise<string[]> {
  return readdir(new URL('examples/', folder))
}
