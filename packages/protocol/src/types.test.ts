/** What the compiler has to know. These fail in `tsc`, not at run time. */
import type { types as ms } from 'mediasoup-client'
import { describe, expectTypeOf, it } from 'vitest'
import type * as z from 'zod'
import { type ErrorCode, MrtcError } from './errors.ts'
import type { ClientFrame, EventBody, ServerFrame } from './frames.ts'
import type { EventName, EventPayload, RequestName, RequestParams, RequestResult } from './messages.ts'
import type { feedSchema, participantSchema, RoomSnapshot } from './model.ts'
import { eventBody, type Parsed, parseClientFrame, parseParams } from './parse.ts'
import type { Feed, FeedSource, LeaveReason, Participant, TrackKind } from './room-model.ts'

type IsAny<T> = 0 extends 1 & T ? true : false
/** The keys of the table whose type, or the type of one of whose fields, is `any`. */
type AnyIn<Table> = {
  [K in keyof Table]: true extends IsAny<Table[K]> | { [F in keyof Table[K]]: IsAny<Table[K][F]> }[keyof Table[K]]
    ? K
    : never
}[keyof Table]

describe('types of the message table', () => {
  it('have no any', () => {
    expectTypeOf<AnyIn<{ [N in RequestName]: RequestParams<N> }>>().toBeNever()
    expectTypeOf<AnyIn<{ [N in RequestName]: RequestResult<N> }>>().toBeNever()
    expectTypeOf<AnyIn<{ [N in EventName]: EventPayload<N> }>>().toBeNever()
    // The check itself works.
    expectTypeOf<AnyIn<{ good: { a: 1 }; bad: { a: ReturnType<typeof JSON.parse> } }>>().toEqualTypeOf<'bad'>()
  })

  it('of a room are what their schemas let through', () => {
    expectTypeOf<z.infer<typeof feedSchema>>().toEqualTypeOf<Feed>()
    expectTypeOf<z.infer<typeof participantSchema>>().toEqualTypeOf<Participant>()
  })

  it('infer parameters', () => {
    expectTypeOf<RequestParams<'room.join'>>().toEqualTypeOf<{
      roomId: string
      rtoken: string
      sign: string
      displayName?: string | undefined
      direct?: boolean | undefined
      returning?: boolean | undefined
    }>()
    expectTypeOf<RequestParams<'feed.publish'>>().toEqualTypeOf<{
      tag: string
      source: FeedSource
      kinds: TrackKind[]
    }>()
    expectTypeOf<RequestParams<'feed.addTrack'>['rtpParameters']>().toEqualTypeOf<ms.RtpParameters>()
    expectTypeOf<RequestParams<'subscription.setLayers'>['layers']>().toEqualTypeOf<{
      spatial: number
      temporal?: number | undefined
    } | null>()
  })

  it('infer results', () => {
    expectTypeOf<RequestResult<'room.create'>['state']>().toEqualTypeOf<RoomSnapshot>()
    expectTypeOf<RequestResult<'feed.publish'>>().toEqualTypeOf<{ feedId: string }>()
    expectTypeOf<RequestResult<'transport.create'>['iceCandidates']>().toEqualTypeOf<ms.IceCandidate[]>()
  })

  it('infer payloads', () => {
    expectTypeOf<EventPayload<'feed.published'>>().toEqualTypeOf<{ version: number; feed: Feed }>()
    expectTypeOf<EventPayload<'room.closed'>['reason']>().toEqualTypeOf<LeaveReason>()
  })
})

describe('types of parsing', () => {
  it('tell value from error', () => {
    const parsed = parseClientFrame('{"type":"ping"}')
    if (parsed.error === undefined) expectTypeOf(parsed.ok).toEqualTypeOf<ClientFrame>()
    else expectTypeOf(parsed.error).toEqualTypeOf<MrtcError>()
  })

  it('know the parameters of a name', () => {
    expectTypeOf(parseParams('room.kick', {})).toEqualTypeOf<Parsed<{ uid: string }>>()
    const name: string = 'room.kick'
    expectTypeOf(parseParams(name, {})).toEqualTypeOf<Parsed<RequestParams<RequestName>>>()
  })

  it('leave no other parameters for a frame than unknown', () => {
    type Message = Extract<ClientFrame, { type: 'message' }>
    expectTypeOf<NonNullable<Message['body']>['params']>().toBeUnknown()
  })

  it('tie an event to its payload', () => {
    expectTypeOf(
      eventBody('message.delivered', { kind: 'text', messageIds: ['m'], uid: 'u' }),
    ).toEqualTypeOf<EventBody>()
    // @ts-expect-error another event's payload
    eventBody('message.delivered', { feedId: 'f' })
    // @ts-expect-error no such event
    eventBody('text.eaten', {})
  })

  it('narrow frames by type', () => {
    type Welcome = Extract<ServerFrame, { type: 'welcome' }>
    expectTypeOf<Welcome['sessionId']>().toBeString()
    expectTypeOf<MrtcError['code']>().toEqualTypeOf<ErrorCode>()
    // @ts-expect-error no such code
    new MrtcError('NOT_A_CODE', 'text')
  })
})
