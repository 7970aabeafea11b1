/// <reference path="../vite-modules.d.ts" />
/** Loaded when the first recording begins: the worker with its container writers. Imports nothing of ours, see build/. */
export { default as RecorderWorker } from './worker/main.ts?worker&inline'
