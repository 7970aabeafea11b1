/** Opens a lab, says which namespaces it has, and stays until it is killed. */
import { NetLab } from '../netlab.ts'

const lab = await NetLab.open()
const alice = await lab.addHost('alice')
alice.spawn('sleep', ['600'], { stdio: 'ignore' })
console.log(JSON.stringify([alice.namespace, lab.hub.namespace, alice.namespace.replace(/alice$/, 'emu')]))
setInterval(() => {}, 60_000)
