import { Device } from 'mediasoup-client'
import { weriftHandlerFactory } from './werift-handler.ts'

/** A mediasoup-client device for Node, not loaded yet: give it to `CallClient` as `createDevice`. */
export const createDevice = (): Device => new Device({ handlerFactory: weriftHandlerFactory })
