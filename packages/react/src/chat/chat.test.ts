import { FakeRoom } from '@mrtc/client/testing'
import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import { Chat } from './chat.ts'

const setUp = () => {
  const room = new FakeRoom()
  room.join('ann', 'Ann')
  return { room, chat: new Chat(room) }
}
const receive = (room: FakeRoom, text: string) =>
  room.emit('textReceived', { messageId: text, from: 'ann', text, sentAt: 7 })

describe('chat', () => {
  it('counts what came while it was closed', () => {
    const { room, chat } = setUp()
    receive(room, 'one')
    receive(room, 'two')
    expect(chat.unread.get()).toBe(2)
    chat.setOpen(true)
    receive(room, 'three')
    expect(chat.unread.get()).toBe(0)
    expect(chat.messages.get().map((message) => message.text)).toEqual(['one', 'two', 'three'])
  })

  it('keeps the name of who left', () => {
    const { room, chat } = setUp()
    receive(room, 'bye')
    room.part('ann')
    expect(chat.messages.get()[0]?.name).toBe('Ann')
  })

  it('follows a message until everyone has it', async () => {
    const { room, chat } = setUp()
    const sending = chat.send('hello')
    expect(chat.messages.get()[0]?.delivery).toEqual({ state: 'sending' })
    await sending
    room.emit('textDelivered', { messageId: 'm1', uid: 'ann' })
    expect(chat.messages.get()[0]?.delivery).toEqual({ state: 'sent', recipients: 1, delivered: 1 })
  })

  it('counts a delivery that is heard of before the answer', async () => {
    const { room, chat } = setUp()
    const sending = chat.send('hello')
    room.emit('textDelivered', { messageId: 'm1', uid: 'ann' })
    await sending
    expect(chat.messages.get()[0]?.delivery).toMatchObject({ delivered: 1 })
  })

  it('keeps a message that could not be sent, to send it again', async () => {
    const { room, chat } = setUp()
    room.failures.sendText.push(new MrtcError('REQUEST_TIMEOUT'))
    await chat.send('hello')
    const [message] = chat.messages.get()
    expect(message?.delivery).toMatchObject({ state: 'failed', error: { code: 'REQUEST_TIMEOUT' } })
    await chat.retry(message?.id ?? '')
    expect(chat.messages.get()).toHaveLength(1)
    expect(chat.messages.get()[0]?.delivery).toMatchObject({ state: 'sent' })
  })
})
