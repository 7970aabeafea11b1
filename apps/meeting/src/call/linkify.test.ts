import { describe, expect, it } from 'vitest'
import { linkify } from './linkify.ts'

describe('linkify', () => {
  it('finds links between words and leaves punctuation to the sentence', () => {
    expect(linkify('See https://a.example/x?y=1#z, or http://b.example.')).toEqual([
      { text: 'See ' },
      { text: 'https://a.example/x?y=1#z', href: 'https://a.example/x?y=1#z' },
      { text: ', or ' },
      { text: 'http://b.example', href: 'http://b.example' },
      { text: '.' },
    ])
  })

  it('makes no link of anything else', () => {
    expect(linkify('javascript:alert(1) and ftp://x')).toEqual([{ text: 'javascript:alert(1) and ftp://x' }])
    expect(linkify('')).toEqual([])
  })

  it('loses no character', () => {
    const text = '看 https://a.example。好的 <b>https://b.example</b>'
    expect(
      linkify(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  })
})
