import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where the mrtc server listens; the console's own server in development passes requests to the API on to it. */
const target = process.env.MRTC_SERVER_URL ?? 'http://127.0.0.1:8080'

const badGateway = 502

export default defineConfig({
  base: '/console/',
  plugins: [
    react(),
    {
      name: 'explain-taken-port',
      configureServer({ httpServer, config }) {
        httpServer?.prependListener('error', (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EADDRINUSE') return
          const { port } = config.server
          config.logger.error(`Port ${port} is taken. Stop what runs there, or choose another: vite --port ${port + 1}`)
          process.exit(1)
        })
      },
    },
  ],
  server: {
    host: '127.0.0.1',
    port: 5174,
    strictPort: true,
    proxy: {
      '/api': {
        target,
        // The server takes logins only from pages of the host that it is asked by.
        changeOrigin: false,
        configure: (proxy) => {
          // As proxies do in production: the page then knows that the server is not there.
          proxy.on('error', (_error, _request, response) => {
            if ('writeHead' in response && !response.headersSent) response.writeHead(badGateway).end()
          })
        },
      },
    },
  },
  build: {
    outDir: 'dist',
    // A polyfill would be an inline script, and every browser that the console supports has modulepreload.
    modulePreload: { polyfill: false },
    // Small images as files: a strict Content-Security-Policy has no data: addresses.
    assetsInlineLimit: 0,
  },
})
