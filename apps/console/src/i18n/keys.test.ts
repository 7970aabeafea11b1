import { describe, expect, it } from 'vitest'
import { en, zh } from './texts/index.ts'

type Tree = { readonly [key: string]: string | Tree }

const flatten = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flatten(value, `${path}${key}.`),
  )
const variablesOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).toSorted()

const english = new Map(flatten(en))
const chinese = new Map(flatten(zh))

describe('the languages', () => {
  it('have the same texts', () => {
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted())
  })

  it('use the same variables in each text', () => {
    for (const [key, text] of english)
      expect([key, variablesOf(chinese.get(key) ?? '')]).toEqual([key, variablesOf(text)])
  })

  it('leave no text empty, and none in the other language', () => {
    for (const [key, text] of [...english, ...chinese]) expect([key, text.trim()]).not.toEqual([key, ''])
    for (const [key, text] of english) expect([key, /\p{Script=Han}/u.test(text)]).toEqual([key, false])
  })
})
