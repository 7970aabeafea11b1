import { describe, expect, it } from 'vitest'
import { type ErrorCode, errors, MrtcError } from '../errors.ts'
import apiNamesCodes from '../testing/web-error-codes.json' with { type: 'json' }
import { codeTables } from './all.ts'
import {
  alipayCodes,
  androidCodes,
  type CodeTable,
  codeEntries,
  codeFor,
  describeCode,
  iosCodes,
  linuxCodes,
  type Operation,
  type Platform,
  webCodes,
  wechatCodes,
} from './index.ts'

const numbersOf = (table: CodeTable) => new Set(codeEntries(table).map(({ code }) => code))
const sorted = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b)

describe('the tables', () => {
  it('have every Web code of the guide, and two besides that it prints without their sign', () => {
    expect(apiNamesCodes).toHaveLength(116)
    const besides = [10291, 10331]
    expect(sorted(numbersOf(webCodes))).toEqual(sorted([...apiNamesCodes, ...besides]))
  })

  it.each<[Platform, number[]]>([
    ['linux', [-1, 0]],
    ['wechat', [-10471, -10451, -10433, -10432, -10431, -10412, -10411, 0]],
    ['alipay', [-1600, -1500, -1303, -1302, -1301, -1300, -1000]],
    [
      'android',
      [
        -1013, -1012, -1011, -1010, -1009, -1008, -1007, -1005, -1004, -1003, -1002, -119, -118, -117, -116, -115, -114,
        -108, -106, -105, -104, -103, 0, 1, 2, 3, 4, 5, 6,
      ],
    ],
    [
      'ios',
      [-1013, -1012, -1011, -119, -118, -117, -116, -115, -114, -113, -111, -108, -105, -104, -103, 1, 2, 3, 4, 5, 6],
    ],
  ])('have the numbers of the guide for %s', (platform, numbers) => {
    expect(sorted(numbersOf(codeTables[platform]))).toEqual(numbers)
  })

  describe.each(Object.values(codeTables))('of $platform', (table) => {
    it('use a number once in an operation', () => {
      const places = codeEntries(table).map(({ operation, code }) => `${operation} ${code}`)
      expect(new Set(places).size).toBe(places.length)
    })

    it('say each meaning in both languages', () => {
      for (const { meaning } of codeEntries(table)) {
        expect(meaning.zh).toMatch(/[\u4e00-\u9fff]/)
        expect(meaning.en).toMatch(/^[\x20-\x7e]+\.$/)
      }
    })

    it('give a number for each error of every operation, and understand it', () => {
      const operations = [...Object.keys(table.operations), 'sendText', 'stopVod'] as Operation[]
      for (const operation of operations) {
        for (const code of Object.keys(errors) as ErrorCode[]) {
          const number = codeFor(table, operation, code)
          expect(describeCode(table, number), `${operation} ${code} ${number}`).not.toEqual([])
          expect(describeCode(table, number).every(({ isNormal }) => isNormal)).toBe(false)
        }
      }
    })

    it('have at most one default in an operation', () => {
      for (const codes of Object.values(table.operations)) {
        expect(Object.values(codes).filter(({ isDefault }) => isDefault).length).toBeLessThanOrEqual(1)
      }
    })

    it('have a default in every operation of their own', () => {
      for (const [operation, codes] of Object.entries(table.operations)) {
        if (operation === 'any' || codes.server || table.operations.any) continue
        expect(
          Object.values(codes).some(({ isDefault }) => isDefault),
          operation,
        ).toBe(true)
      }
    })
  })
})

describe('codeFor', () => {
  it('gives each platform its number for the same failure', () => {
    const error = new MrtcError('INTERNAL')
    const numbers = Object.values(codeTables).map((table) => [table.platform, codeFor(table, 'createRoom', error)])
    expect(Object.fromEntries(numbers)).toEqual({
      web: -302,
      linux: -1,
      wechat: -10412,
      alipay: -1000,
      android: -115,
      ios: -115,
    })
  })

  it.each<[CodeTable, Operation, Parameters<typeof codeFor>[2], number]>([
    [webCodes, 'connect', 'CONNECTION_TIMEOUT', -101],
    [webCodes, 'connect', 'CONNECTION_FAILED', -102],
    [webCodes, 'connect', 'SIGNATURE_EXPIRED', -102],
    [webCodes, 'connect', 'connectionLost', 30001],
    [webCodes, 'initRoom', 'PARAMETER_INVALID', -202],
    [webCodes, 'initRoom', 'customProfileMissing', -205],
    [webCodes, 'createRoom', 'ALREADY_IN_ROOM', -301],
    [webCodes, 'createRoom', 'REQUEST_TIMEOUT', -303],
    [webCodes, 'createRoom', 'mediaTimeout', -304],
    [webCodes, 'joinRoom', 'PARAMETER_INVALID', -402],
    [webCodes, 'joinRoom', 'ROOM_NOT_FOUND', -403],
    [webCodes, 'joinRoom', 'ROOM_ENDED', -403],
    [webCodes, 'joinRoom', 'ROOM_TOKEN_INVALID', -403],
    [webCodes, 'joinRoom', 'ROOM_FULL', -403],
    [webCodes, 'publish', 'FEED_LIMIT', -1073],
    [webCodes, 'publish', 'MEDIA_TIMEOUT', -1074],
    [webCodes, 'publish', 'videoTagMissing', -1072],
    [webCodes, 'publish', 'REQUEST_TIMEOUT', -1071],
    [webCodes, 'subscribe', 'SUBSCRIPTION_LIMIT', -1083],
    [webCodes, 'subscribe', 'MEDIA_TIMEOUT', -1084],
    [webCodes, 'subscribe', 'FEED_NOT_FOUND', -1081],
    [webCodes, 'subscribe', 'NOT_IN_ROOM', -1087],
    [webCodes, 'sendText', 'PARTICIPANT_NOT_FOUND', -10291],
    [webCodes, 'changeCodec', 'CODEC_UNSUPPORTED', -5203],
    [webCodes, 'changeStream', 'FEED_NOT_FOUND', -1101],
    [webCodes, 'capture', 'CAPTURE_FAILED', 5101],
    [webCodes, 'mediaClosed', 'MEDIA_FAILED', 5011],
    [webCodes, 'mediaClosed', 'peerLeft', 5002],
    [webCodes, 'leaveRoom', 'INTERNAL', -10291],
    [wechatCodes, 'joinRoom', 'REQUEST_TIMEOUT', -10432],
    [wechatCodes, 'joinRoom', 'CONNECTION_CLOSED', -10431],
    [wechatCodes, 'sendText', 'INTERNAL', -10451],
    [wechatCodes, 'createRoom', 'none', 0],
    [alipayCodes, 'joinRoom', 'PARAMETER_INVALID', -1600],
    [alipayCodes, 'joinRoom', 'CONNECTION_FAILED', -1500],
    [alipayCodes, 'joinRoom', 'ROOM_ENDED', -1000],
    [androidCodes, 'createRoom', 'PARAMETER_INVALID', -115],
    [androidCodes, 'createRoom', 'CONNECTION_FAILED', -1004],
    [androidCodes, 'joinRoom', 'ROOM_ENDED', -116],
    [androidCodes, 'publish', 'PARAMETER_INVALID', -103],
    [androidCodes, 'publish', 'MEDIA_TIMEOUT', -108],
    [androidCodes, 'leaveRoom', 'NOT_IN_ROOM', -1002],
    [androidCodes, 'invite', 'REQUEST_TIMEOUT', 5],
    [iosCodes, 'publish', 'MEDIA_FAILED', -113],
    [iosCodes, 'subscribe', 'ALREADY_SUBSCRIBED', -111],
    [iosCodes, 'unsubscribe', 'SUBSCRIPTION_NOT_FOUND', -119],
    [iosCodes, 'sendText', 'SESSION_NOT_FOUND', -114],
    [linuxCodes, 'joinRoom', 'ROOM_FULL', -1],
    [linuxCodes, 'sendText', 'INTERNAL', -1],
  ])('is, for $platform and %s with %s, %i', (table, operation, failure, number) => {
    expect(codeFor(table, operation, failure)).toBe(number)
  })
})

describe('describeCode', () => {
  it('tells operation, failure and meaning', () => {
    expect(describeCode(webCodes, -302)).toMatchObject([{ operation: 'createRoom', failure: 'server' }])
    expect(describeCode(androidCodes, -115)).toMatchObject([{ name: 'ERROR_CREATE_ROOM' }])
  })

  it('understands a second number of the same thing', () => {
    expect(describeCode(webCodes, 1004)).toMatchObject([{ code: 1004, operation: 'connect', failure: 'server' }])
  })

  it('tells all operations of a number, or one when it is named', () => {
    expect(describeCode(linuxCodes, -1).length).toBeGreaterThan(5)
    expect(describeCode(linuxCodes, -1, 'publish')).toMatchObject([{ name: 'PUBLISH' }])
  })

  it('tells normal ends from failures', () => {
    const normal = codeEntries(webCodes).filter(({ isNormal }) => isNormal)
    expect(normal.map(({ code }) => code)).toEqual([5001, 5002, 5006, 5008])
  })

  it('knows nothing of other numbers', () => {
    expect(describeCode(webCodes, 42)).toEqual([])
  })
})
