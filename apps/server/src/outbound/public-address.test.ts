import { describe, expect, it } from 'vitest'
import { assertPublicHost, isPublic, PrivateAddressError } from './public-address.ts'

describe('addresses that users name', () => {
  it.each([
    'http://2130706433/',
    'http://0x7f.1/',
    'http://017700000001/',
    'http://127.1/',
    'http://169.254.169.254/',
    'http://100.64.0.1/',
    'http://[::1]/',
    'http://[::127.0.0.1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:0:127.0.0.1]/',
    'http://[64:ff9b::127.0.0.1]/',
    'http://[2002:7f00:1::]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[fec0::1]/',
    'http://[4000::1]/',
  ])('%s is refused, however it is written', (url) => {
    expect(() => assertPublicHost(new URL(url))).toThrow(PrivateAddressError)
  })

  it.each(['8.8.8.8', '2606:4700::1111'])('%s is for everybody', (address) => {
    expect(isPublic(address)).toBe(true)
  })
})
