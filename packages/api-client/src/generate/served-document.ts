import { startServer } from '@mrtc/server'
import type { OpenApiDocument } from './generate.ts'

/** What a server with the routes of this checkout serves. */
export async function servedDocument(): Promise<OpenApiDocument> {
  const server = await startServer({ http: { port: 0 }, data: { ephemeral: true }, log: { level: 'warn' } })
  try {
    const response = await fetch(new URL('/api/v1/openapi.json', server.httpUrl))
    return (await response.json()) as OpenApiDocument
  } finally {
    await server.close()
  }
}
