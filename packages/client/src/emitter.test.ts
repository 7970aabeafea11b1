import { describe, expect, it, vi } from 'vitest'
import { Emitter } from './emitter.ts'

type Events = { joined: [string, number]; closed: [] }

describe('an emitter', () => {
  it('calls listeners in the order they came, with all arguments', () => {
    const emitter = new Emitter<Events>()
    const heard: unknown[] = []
    emitter.on('joined', (...args) => heard.push(['first', ...args]))
    emitter.on('joined', (...args) => heard.push(['second', ...args]))
    emitter.emit('joined', 'alice', 1)
    expect(heard).toEqual([
      ['first', 'alice', 1],
      ['second', 'alice', 1],
    ])
  })

  it('calls a listener given to once for one event', () => {
    const emitter = new Emitter<Events>()
    const listener = vi.fn()
    emitter.once('closed', listener)
    emitter.emit('closed')
    emitter.emit('closed')
    expect(listener).toHaveBeenCalledOnce()
  })

  it('forgets a listener with off and with the function that on returned', () => {
    const emitter = new Emitter<Events>()
    const [a, b] = [vi.fn(), vi.fn()]
    emitter.on('closed', a)
    const off = emitter.on('closed', b)
    emitter.off('closed', a)
    off()
    emitter.emit('closed')
    expect(a).not.toHaveBeenCalled()
    expect(b).not.toHaveBeenCalled()
  })

  it('delivers an event to those who listened when it was sent, though they come and go meanwhile', () => {
    const emitter = new Emitter<Events>()
    const late = vi.fn()
    const leaving = vi.fn()
    emitter.on('closed', () => {
      emitter.off('closed', leaving)
      emitter.on('closed', late)
    })
    emitter.on('closed', leaving)
    emitter.emit('closed')
    expect(leaving).toHaveBeenCalledOnce()
    expect(late).not.toHaveBeenCalled()
  })

  it('keeps an event from nobody when a listener throws, and reports the error on a task of its own', () => {
    vi.useFakeTimers()
    try {
      const emitter = new Emitter<Events>()
      const listener = vi.fn()
      emitter.on('closed', () => {
        throw new Error('a mistake of the application')
      })
      emitter.on('closed', listener)
      emitter.emit('closed')
      expect(listener).toHaveBeenCalledOnce()
      expect(() => vi.runAllTimers()).toThrow('a mistake of the application')
    } finally {
      vi.useRealTimers()
    }
  })
})
