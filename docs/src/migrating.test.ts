import { readdir, readFile } from 'node:fs/promises'
import { webCallbackNames, webMethodNames } from '@mrtc/protocol'
import * as core from '@mrtc/web-sdk/core'
import { describe, expect, it } from 'vitest'

const page = await readFile(new URL('../migrating.md', import.meta.url), 'utf8')
/** The names in the first columns, by the table's heading. */
const named = (heading: string) =>
  [...(page.split(`## ${heading}`)[1]?.split('## ')[0] ?? '').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)

/** Where MeetingController reads its parameters. */
const facade = new URL('../../packages/web-sdk/src/facade/', import.meta.url)
const sources = (await readdir(facade, { recursive: true })).filter((name) => name.endsWith('.ts'))
const code = (await Promise.all(sources.map((name) => readFile(new URL(name, facade), 'utf8')))).join('\n')

describe('the page on leaving MeetingController', () => {
  it('has each of the guide’s methods once, and no other', () => {
    expect(named('Methods').toSorted()).toEqual([...webMethodNames].toSorted())
  })

  it('has callbacks of the guide alone, each once', () => {
    const callbacks = named('Callbacks')
    expect(new Set(callbacks).size).toBe(callbacks.length)
    expect(webCallbackNames).toEqual(expect.arrayContaining(callbacks))
  })

  it('names parameters that MeetingController reads', () => {
    const rows = [...page.matchAll(/^\| `\w+` \| .* \| (.*) \|$/gm)].map(([, parameters = '']) => parameters)
    const parameters = rows.flatMap((row) => [...row.matchAll(/`(\w+)`[^`;|]*→/g)].map(([, name = '']) => name))
    expect(parameters.length).toBeGreaterThan(10)
    expect(parameters.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([])
  })

  it('sends nobody to what the core does not have', () => {
    const functions = [
      ...page.matchAll(
        /`(?:new )?((?:capture|take|start|list|on|watch|save)[A-Z]\w*|CallClient|AutoSubscriber|SubscriptionViews|VolumeAnalysers)[(`]/g,
      ),
    ]
      .map(([, name = '']) => name)
      .filter((name) => /^[a-zA-Z]+$/.test(name) && !/^On[A-Z]/.test(name))
    expect(functions.filter((name) => !(name in core))).toEqual([])
  })
})
