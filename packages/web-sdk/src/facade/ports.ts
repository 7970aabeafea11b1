/** The edges of the facade: the call client, the page, capture. Tests hand in others. */
import { CallClient } from '@mrtc/client'
import { captureCamera, captureScreen, listDevices } from '../capture/index.ts'
import type { CreateClient } from './call-ports.ts'
import { browserPage, type Page } from './page/index.ts'

export interface Capture {
  readonly camera: typeof captureCamera
  readonly screen: typeof captureScreen
  readonly devices: typeof listDevices
}

export interface MeetingPorts {
  readonly createClient: CreateClient
  readonly page: Page
  readonly capture: Capture
}

export function browserPorts(): MeetingPorts {
  return {
    createClient: (options) => new CallClient(options),
    page: browserPage(),
    capture: { camera: captureCamera, screen: captureScreen, devices: listDevices },
  }
}
