import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** Where `npm start` listens; the page's own server passes these paths on to it. */
const target = process.env.MRTC_SERVER_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  server: {
    host: '127.0.0.1',
    port: 5174,
    open: false,
    proxy: { '/demo': { target }, '/ws': { target, ws: true } },
  },
})
