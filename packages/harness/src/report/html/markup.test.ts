import { expect, it } from 'vitest'
import { dataScript, html, trusted } from './markup.ts'

it('escapes every value, in text and in attributes', () => {
  const hostile = `<img src=x onerror="a('b')">&`
  expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(
    '<p title="&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;">&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;</p>',
  )
})

it('takes markup, lists and numbers as they are meant, and nothing for null', () => {
  expect(html`<ul>${[1, 2].map((one) => html`<li>${one}</li>`)}${null}</ul>${trusted('<hr>')}`.text).toBe(
    '<ul><li>1</li><li>2</li></ul><hr>',
  )
})

it('carries data that cannot end its script element', () => {
  const value = { text: '</script><script>alert(1)</script><!--' }
  const { text } = dataScript('data', value)
  const json = text.slice(text.indexOf('>') + 1, text.lastIndexOf('</script>'))
  expect(json).not.toContain('<')
  expect(JSON.parse(json)).toEqual(value)
})
