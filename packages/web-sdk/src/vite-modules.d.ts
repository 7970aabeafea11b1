/** What Vite makes of imports with a query. */
declare module '*?worker&inline' {
  const InlineWorker: new (options?: { readonly name?: string }) => Worker
  export default InlineWorker
}

declare module '*?url&no-inline' {
  const url: string
  export default url
}
