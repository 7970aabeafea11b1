/** Text that is HTML already. Only `html` and `trusted` make one. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type Content = Markup | string | number | null | readonly Content[]

/** A template whose every value is escaped, unless it is markup itself. Fit for text and for quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(strings.map((part, i) => part + (i < values.length ? render(values[i] ?? null) : '')).join(''))
}

/** For our own style sheet and script, never for what was measured. */
export function trusted(text: string): Markup {
  return new Markup(text)
}

/** A script element that holds data: no text in it can end the element. */
export function dataScript(id: string, value: unknown): Markup {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c')
  return html`<script type="application/json" id="${id}">${trusted(json)}</script>`
}

function render(content: Content): string {
  if (content === null) return ''
  if (content instanceof Markup) return content.text
  if (Array.isArray(content)) return content.map(render).join('')
  return escaped(String(content))
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
