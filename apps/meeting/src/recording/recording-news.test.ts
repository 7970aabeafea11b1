import { FakeRoom } from '@mrtc/client/testing'
import { describe, expect, it } from 'vitest'
import { RecordingNews } from './recording-news.ts'

const command = (from: string, payload: unknown, name = 'mrtc.recording') => ({
  messageId: 'm1',
  from,
  name,
  payload,
  sentAt: 0,
})

describe('who records', () => {
  it('is known from their pages, until they stop or leave', () => {
    const room = new FakeRoom()
    for (const uid of ['bob', 'eve']) room.join(uid, uid)
    const news = new RecordingNews(room)
    const recorders = () => [...news.recorders.get()]
    room.emit('commandReceived', command('bob', { isRecording: true }))
    room.emit('commandReceived', command('eve', { isRecording: true }))
    room.emit('commandReceived', command('eve', 'nonsense', 'another'))
    expect(recorders()).toEqual(['bob', 'eve'])
    room.emit('commandReceived', command('eve', null))
    expect(recorders()).toEqual(['bob'])
    room.part('bob', 'left')
    expect(recorders()).toEqual([])
    news.close()
  })

  it('is the server while a recording of it runs, also for who comes in later', () => {
    const room = new FakeRoom()
    const recording = { recordId: 'r1', startedBy: '@automatic', state: 'recording' } as const
    room.recordings.active = [recording]
    const news = new RecordingNews(room)
    expect(news.onServer.get()).toBe('recording')
    room.emit('recordingsChanged', [{ ...recording, state: 'paused' }])
    expect(news.onServer.get()).toBe('paused')
    room.emit('recordingsChanged', [])
    expect(news.onServer.get()).toBe('none')
    news.close()
  })

  it('is told to everyone, or to who came', () => {
    const room = new FakeRoom()
    const news = new RecordingNews(room)
    news.tell(true)
    news.tell(true, ['eve'])
    expect(room.commands).toEqual([
      { name: 'mrtc.recording', payload: { isRecording: true } },
      { name: 'mrtc.recording', payload: { isRecording: true }, to: ['eve'] },
    ])
    news.close()
  })
})
