interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

interface PageCall {
  readonly query?: { readonly cursor?: string; readonly limit?: number }
}

/**
 * All items of a list, page by page: `for await (const app of eachItem(api.listApps, { query: { search: 'demo' } }))`.
 * @param list a method of the client that answers pages
 * @param call what to narrow it to; `limit` is the size of a page
 */
export async function* eachItem<T, C extends PageCall | undefined>(
  list: (call: C) => Promise<Page<T>>,
  call: Exclude<NoInfer<C>, undefined>,
): AsyncGenerator<T, void, undefined> {
  let page = await list(call)
  while (true) {
    yield* page.items
    if (page.nextCursor === null) return
    const query = { ...call.query, cursor: page.nextCursor }
    page = await list({ ...call, query })
  }
}
