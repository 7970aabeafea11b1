/** Examples in pages of Markdown: a comment names the file, and the block of code after it is that file. */
import { readFile } from 'node:fs/promises'

/** `<!-- docs/guide/examples/mute.ts -->`, and the block after it. */
const quotation = /<!-- (docs\/guide\/examples\/([\w-]+\.(tsx?))) -->\n+```\w*\n[\s\S]*?\n```/g

const root = new URL('../../../', import.meta.url)

/** The page with each of its examples as its file is now. @throws Error when a file is missing */
export async function withExamples(page: string): Promise<string> {
  const contents = new Map<string, string>()
  for (const [, path = ''] of page.matchAll(quotation)) {
    contents.set(path, (await readFile(new URL(path, root), 'utf8')).trim())
  }
  return page.replace(quotation, (_, path: string, _name: string, language: string) =>
    [`<!-- ${path} -->`, `\`\`\`${language}`, contents.get(path) ?? '', '```'].join('\n'),
  )
}

/** The names of the examples that a page shows. */
export function examplesOf(page: string): string[] {
  return [...page.matchAll(quotation)].map(([, , name = '']) => name)
}
