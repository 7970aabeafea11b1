/** Leaving a page on which something was changed and not saved: asked before, whichever way somebody leaves. */
export { GuardedRouter } from './GuardedRouter.tsx'
export { useUnsavedChanges } from './useUnsavedChanges.ts'
