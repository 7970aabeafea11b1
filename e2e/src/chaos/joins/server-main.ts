/** A server in the hub's namespace; says over IPC where it is and who may come. Ends with its parent. */
import { startServer } from '@mrtc/server'

const [host = '127.0.0.1', uids = ''] = process.argv.slice(2)
const server = await startServer({
  http: { host, port: 0 },
  data: { ephemeral: true },
  log: { level: 'warn', format: 'json' },
  demo: { enabled: true },
  media: { listenIp: host, workerCount: 1 },
})
process.once('disconnect', () => void server.close())
process.send?.({
  url: server.wsUrl,
  identities: uids.split(',').map((uid) => {
    const { bizName, appId, workspaceId } = server.demo
    return { uid, bizName, appId, workspaceId, sign: server.demo.sign(uid).sign }
  }),
})
