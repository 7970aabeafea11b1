/** Files on HTTP: uploads by the tus protocol (https://tus.io), downloads with ranges. */
import { type ErrorCode, type ErrorKind, MrtcError } from '@mrtc/protocol'
import { Server as TusServer } from '@tus/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseByteRange } from './byte-range.ts'
import { attachmentHeader } from './file-name.ts'
import { type FileService, uploadsPath } from './file-service.ts'
import { TusStore } from './tus-store.ts'

const tusContent = 'application/offset+octet-stream'
const partialContent = 206
const rangeNotSatisfiable = 416
const statusOfCode: Partial<Record<ErrorCode, number>> = { FILE_TYPE_REFUSED: 415, NOT_IN_ROOM: 403 }
const statusOfKind: Record<ErrorKind, number> = {
  parameter: 400,
  authentication: 401,
  state: 409,
  missing: 404,
  limit: 413,
  timeout: 504,
  server: 500,
  media: 500,
}
const statusOf = ({ code, kind }: MrtcError) => statusOfCode[code] ?? statusOfKind[kind]

export interface FileRoutesOptions {
  readonly files: FileService
  /** Whether pages of this origin may use the server. */
  readonly allowsOrigin: (origin: string | undefined, host: string | undefined) => boolean
}

export async function addFileRoutes(app: FastifyInstance, { files, allowsOrigin }: FileRoutesOptions): Promise<void> {
  const tus = new TusServer({
    path: uploadsPath,
    datastore: new TusStore(files),
    relativeLocation: true,
    allowedHeaders: ['Authorization'],
    // Only those that `allowsOrigin` let in get there.
    allowedOrigins: () => true,
    onIncomingRequest: async (request, fileId) => {
      try {
        files.assertMayUpload(fileId, request.headers.get('authorization')?.replace(/^Bearer /, ''))
      } catch (error) {
        throw asTusError(error)
      }
    },
    onResponseError: (_request, error) => (error instanceof MrtcError ? asTusError(error) : undefined),
  })

  await app.register(async (routes) => {
    // The body is read as it comes, by tus.
    routes.addContentTypeParser(tusContent, (_request, _payload, done) => done(null))
    routes.addHook('onRequest', async (request, reply) => {
      const { origin, host } = request.headers
      if (!allowsOrigin(origin, host))
        throw new MrtcError('NOT_PERMITTED', `Pages of ${origin} may not use this server.`)
      if (origin !== undefined) reply.header('access-control-allow-origin', origin).header('vary', 'Origin')
    })
    routes.setErrorHandler((error, _request, reply) => {
      if (error instanceof MrtcError) return reply.code(statusOf(error)).send(error.toWire())
      throw error
    })
    routes.route({
      method: ['HEAD', 'PATCH', 'OPTIONS'],
      url: `${uploadsPath}/:fileId`,
      config: { hasLongBody: true },
      handler: async (request, reply) => {
        reply.hijack()
        await tus.handle(request.raw, reply.raw)
      },
    })
    routes.get('/files/:fileId/:name', { exposeHeadRoute: false }, (request, reply) => send(files, request, reply))
    routes.head('/files/:fileId/:name', (request, reply) => send(files, request, reply))
  })
}

/** How tus tells clients of an error: status and text, which here is the error as it travels elsewhere. */
function asTusError(error: unknown): { status_code: number; body: string } {
  if (!(error instanceof MrtcError)) throw error
  return { status_code: statusOf(error), body: JSON.stringify(error.toWire()) }
}

async function send(files: FileService, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { fileId } = request.params as { fileId: string }
  const { token } = request.query as { token?: string }
  const download = files.download(fileId, typeof token === 'string' ? token : undefined)
  const { name, mimeType, sizeBytes } = download
  const etag = `"${fileId}"`
  const ifRange = request.headers['if-range']
  const asked = ifRange === undefined || ifRange === etag ? request.headers.range : undefined
  const range = parseByteRange(asked, sizeBytes)
  reply
    .header('content-disposition', attachmentHeader(name))
    // Also opened by itself it runs nothing and asks nobody.
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    // The token in the address decides who reads it, not the page that shows it.
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('cache-control', 'private, no-cache')
    .header('accept-ranges', 'bytes')
    .header('etag', etag)
    .type(mimeType)
  if (range === 'unsatisfiable') {
    return reply.code(rangeNotSatisfiable).header('content-range', `bytes */${sizeBytes}`).send()
  }
  const { offsetBytes, lengthBytes } = range ?? { offsetBytes: 0, lengthBytes: sizeBytes }
  reply.header('content-length', lengthBytes)
  if (range) {
    const last = offsetBytes + lengthBytes - 1
    reply.code(partialContent).header('content-range', `bytes ${offsetBytes}-${last}/${sizeBytes}`)
  }
  return reply.send(request.method === 'HEAD' ? undefined : download.read({ offsetBytes, lengthBytes }))
}
