/** What Vite makes of imports with a query. */
declare module '*?worker&inline' {
  const InlineWorker: new (options?: { readonly name?: string }) => Worker
  export default InlineWorker
}

declare module '*?raw' {
  const text: string
  export default text
}

/** Files by path; `import` names what is taken of each. */
interface ImportMeta {
  glob(
    pattern: string,
    options: { readonly eager: true; readonly query: string; readonly import: 'default' },
  ): Record<string, string>
}

declare module '*?url&no-inline' {
  const url: string
  export default url
}
