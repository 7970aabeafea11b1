import type { Translated } from '../translated.ts'

const en = {
  title: 'Audit log',
  intro: 'Who changed what, the latest first. Nothing is ever taken out of it.',
  when: 'When',
  who: 'Who',
  actors: { account: 'Account', apiKey: 'API key', server: 'Server' },
  action: 'Action',
  actionSearch: 'Action, for example apps.create',
  target: 'What',
  address: 'Address',
  before: 'Before',
  after: 'After',
  unfinished: 'Not finished',
  unfinishedHint:
    'Under way, or the server failed or ended before it knew what came of it. What is named is the request.',
  show: 'Show details of {{action}}',
  request: 'Request',
  empty: 'Nothing was changed',
  emptyHint: 'In this time, by this action. Choose another.',
  from: 'From',
  to: 'To',
}

const zh: Translated<typeof en> = {
  title: '审计日志',
  intro: '谁修改了什么，最新的在前。记录不会被删除。',
  when: '时间',
  who: '操作者',
  actors: { account: '帐号', apiKey: 'API 密钥', server: '服务器' },
  action: '操作',
  actionSearch: '操作，例如 apps.create',
  target: '对象',
  address: '地址',
  before: '修改前',
  after: '修改后',
  unfinished: '未完成',
  unfinishedHint: '正在进行，或服务器在得知结果之前出错或停止。“对象”为请求路径。',
  show: '查看 {{action}} 的详情',
  request: '请求号',
  empty: '没有修改记录',
  emptyHint: '该时间与操作下没有记录，请另选条件。',
  from: '开始时间',
  to: '结束时间',
}

export const audit = { en, zh }
