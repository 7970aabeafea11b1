// @vitest-environment happy-dom
import { FakeClient, FakeRoom } from '@mrtc/client/testing'
import { MrtcError } from '@mrtc/web-sdk/core'
import { act } from 'react'
import { describe, expect, it } from 'vitest'
import { rendered } from '../testing/render.tsx'
import { useCall } from './useCall.ts'

class Stage {
  readonly clients: FakeClient[] = []
  readonly rooms: FakeRoom[] = []
  refusal: MrtcError | undefined

  readonly createClient = () => {
    const room = new FakeRoom()
    const client = new FakeClient(room)
    client.refusal = this.refusal
    this.rooms.push(room)
    this.clients.push(client)
    return client
  }

  get open(): FakeClient[] {
    return this.clients.filter(({ state }) => state.state === 'open')
  }

  readonly Call = ({ isWanted = true, roomKey = 'a' }: { readonly isWanted?: boolean; readonly roomKey?: string }) => {
    const call = useCall(
      isWanted ? { createClient: this.createClient, enter: (client) => client.createRoom(), key: roomKey } : undefined,
    )
    if (call.state === 'failed') return call.error.code
    return call.state === 'ended' ? call.reason : call.state
  }
}

describe('useCall', { timeout: 30_000 }, () => {
  it('is in a call with one connection, also in StrictMode, and out of it when unmounted', async () => {
    const stage = new Stage()
    const page = await rendered(<stage.Call />)
    expect(page.text).toBe('in')
    expect(stage.open).toHaveLength(1)
    await page[Symbol.asyncDispose]()
    expect(stage.open).toHaveLength(0)
  })

  it('waits until it is wanted, and leaves when it is not any more', async () => {
    const stage = new Stage()
    await using page = await rendered(<stage.Call isWanted={false} />)
    expect(page.text).toBe('idle')
    await page.render(<stage.Call />)
    expect(page.text).toBe('in')
    await page.render(<stage.Call isWanted={false} />)
    expect(page.text).toBe('idle')
    expect(stage.open).toHaveLength(0)
  })

  it('begins another call with another key', async () => {
    const stage = new Stage()
    await using page = await rendered(<stage.Call />)
    await page.render(<stage.Call roomKey="b" />)
    expect(page.text).toBe('in')
    expect(stage.open).toEqual([stage.clients.at(-1)])
  })

  it('says why a room could not be entered, and gives the connection up', async () => {
    const stage = new Stage()
    stage.refusal = new MrtcError('ROOM_FULL')
    await using page = await rendered(<stage.Call />)
    expect(page.text).toBe('ROOM_FULL')
    expect(stage.open).toHaveLength(0)
  })

  it('tells how the call ended', async () => {
    const stage = new Stage()
    await using page = await rendered(<stage.Call />)
    await act(async () => stage.rooms.at(-1)?.end('kicked'))
    expect(page.text).toBe('kicked')
  })
})
