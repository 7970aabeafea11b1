/**
 * A business server that takes webhooks: writes each down before it answers, and answers badly now and then. Its own
 * process, so that it can be killed. MRTC_PROOF_FILE, MRTC_PROOF_PORT, MRTC_PROOF_SECRET.
 */
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { Webhook } from 'standardwebhooks'

const failureShare = 0.08
const silenceShare = 0.04
const { MRTC_PROOF_FILE: file = '', MRTC_PROOF_PORT: port = '0', MRTC_PROOF_SECRET: secret = '' } = process.env
const webhook = new Webhook(secret)

const server = createServer(async (request, response) => {
  const text = (await request.toArray()).join('')
  const chance = Math.random()
  if (chance < failureShare) {
    response.writeHead(503).end()
    return
  }
  let isGenuine = true
  try {
    webhook.verify(text, request.headers as Record<string, string>)
  } catch {
    isGenuine = false
  }
  appendFileSync(file, `${JSON.stringify({ isGenuine, body: JSON.parse(text) })}\n`)
  // Taken, and the sender does not get to know it.
  if (chance < failureShare + silenceShare) {
    request.socket.destroy()
    return
  }
  const { bizRequestId } = JSON.parse(text) as { readonly bizRequestId: string }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ code: 0, bizRequestId }))
})
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address()
  console.log(`listening on ${typeof address === 'object' ? address?.port : ''}`)
})
