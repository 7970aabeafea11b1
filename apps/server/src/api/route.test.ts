import { expect, test } from 'vitest'
import * as z from 'zod'
import { checkRoute } from './plugin.ts'
import { type Route, route } from './route.ts'

const whole = route({
  operationId: 'renameThing',
  method: 'PATCH',
  path: '/apps/{bizName}/thing',
  tag: 'things',
  summary: 'Rename it',
  access: { by: 'permission', permission: 'apps.write', scope: { of: 'path' } },
  params: z.object({ bizName: z.string() }),
  answer: { status: 204 },
  audit: 'things.rename',
  handle: () => undefined,
})

const without = (name: keyof Route): Route => {
  const { [name]: _, ...rest } = whole
  return rest as Route
}

test('a route that says all of it registers', () => {
  expect(() => checkRoute(whole)).not.toThrow()
})

test.each([
  ['who may call it', without('access'), /who may call it/],
  ['what it changes', without('audit'), /what it changes/],
  ['what its parameters are', without('params'), /what its parameters are/],
  ['whose it is', { ...whole, path: '/apps/{name}/thing' }, /names no \{bizName\}/],
])('a route that does not say %s does not register', (_, incomplete, reason) => {
  expect(() => checkRoute(incomplete)).toThrow(reason)
})
