/** `?simulate` in the address with which the page was opened, in development only: a build knows nothing of it. */
export const isSimulated: boolean = import.meta.env.DEV && new URLSearchParams(location.search).has('simulate')
