/** What accounts must not do to each other, and with logins. */
import type { ForbiddenPair } from './forbidden.ts'
import type { TestApi } from './server.ts'

const newPassword = 'another password of the tests'

export async function accountPairs(api: TestApi): Promise<ForbiddenPair[]> {
  const owner = await api.person('owner', 'pairs-owner')
  const admin = await api.person('admin', 'pairs-admin')
  const { store } = api
  const [ownerAccount, adminAccount] = [
    await store.accounts.findByName('pairs-owner'),
    await store.accounts.findByName('pairs-admin'),
  ]
  const [ownerId, adminId] = [ownerAccount?.accountId ?? '', adminAccount?.accountId ?? '']
  const keyMaker = await api.program(['apiKeys.write'])
  return [
    {
      who: 'an admin, of an owner',
      what: 'PATCH /accounts/{accountId}',
      code: 'PERMISSION_DENIED',
      ask: () => admin.ask('PATCH', `/accounts/${ownerId}`, { enabled: false }),
    },
    {
      who: 'an admin, of an owner',
      what: 'PUT /accounts/{accountId}/password',
      code: 'PERMISSION_DENIED',
      ask: () => admin.ask('PUT', `/accounts/${ownerId}/password`, { password: newPassword }),
    },
    {
      who: 'an admin, to become an owner',
      what: 'PATCH /accounts/{accountId}',
      code: 'PERMISSION_DENIED',
      ask: () => admin.ask('PATCH', `/accounts/${adminId}`, { role: 'owner' }),
    },
    {
      who: 'an admin, an owner',
      what: 'POST /accounts',
      code: 'PERMISSION_DENIED',
      ask: () => admin.ask('POST', '/accounts', { name: 'pairs-new', role: 'owner', password: newPassword }),
    },
    {
      who: 'an owner, themselves',
      what: 'DELETE /accounts/{accountId}',
      code: 'NOT_ON_YOURSELF',
      ask: () => owner.ask('DELETE', `/accounts/${ownerId}`),
    },
    {
      who: 'a key, one with more than its own',
      what: 'POST /api-keys',
      code: 'PERMISSION_DENIED',
      ask: () => keyMaker.ask('POST', '/api-keys', { name: 'more', permissions: ['apps.keys.reveal'] }),
    },
    {
      who: 'a page of another site',
      what: 'POST /session',
      code: 'CSRF_TOKEN_INVALID',
      ask: () =>
        api.anybody.ask('POST', '/session', { name: 'a', password: 'b' }, { origin: 'https://elsewhere.example' }),
    },
    {
      who: 'a wrong password',
      what: 'POST /session',
      code: 'CREDENTIALS_INVALID',
      ask: () => api.anybody.ask('POST', '/session', { name: 'pairs-owner', password: 'guessed' }),
    },
    {
      who: 'a name that does not exist',
      what: 'POST /session',
      code: 'CREDENTIALS_INVALID',
      ask: () => api.anybody.ask('POST', '/session', { name: 'pairs-none', password: 'guessed' }),
    },
    {
      who: 'the right password, after six wrong ones',
      what: 'POST /session',
      code: 'LOGIN_LOCKED',
      ask: async () => {
        await api.person('viewer', 'pairs-locked')
        const guess = () => api.anybody.ask('POST', '/session', { name: 'pairs-locked', password: 'guessed' })
        for (let guesses = 0; guesses < 6; guesses += 1) await guess()
        return api.anybody.ask('POST', '/session', { name: 'pairs-locked', password: 'a password of the tests' })
      },
    },
  ]
}
