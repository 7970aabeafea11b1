import type { SubscriptionPort } from '../call-ports.ts'
import type { SubscribeTargets } from '../config/index.ts'
import type { LabelElement, MediaElement, Page, Player } from '../page/index.ts'

/** The elements of one subscription. */
export interface SubscriptionView {
  readonly video: MediaElement | undefined
  readonly audio: MediaElement | undefined
  readonly streamLabel: LabelElement | undefined
  readonly feedLabel: LabelElement | undefined
}

export function findView(page: Page, targets: SubscribeTargets): SubscriptionView {
  const media = (target: SubscribeTargets['video']) => (target === undefined ? undefined : page.mediaElement(target))
  const label = (target: SubscribeTargets['video']) => (target === undefined ? undefined : page.label(target))
  return {
    video: media(targets.video),
    audio: media(targets.audio),
    streamLabel: label(targets.streamLabel),
    feedLabel: label(targets.feedLabel),
  }
}

/** Picture and sound go to elements of their own, so the picture is silent and may start without a gesture. */
export function showTracks(view: SubscriptionView, tracks: SubscriptionPort['tracks'], player: Player): void {
  if (view.video && tracks.video) player.show(view.video, tracks.video, { isSilent: true })
  if (view.audio && tracks.audio) player.show(view.audio, tracks.audio, { isSilent: false })
}

export function showIds(view: SubscriptionView, sid: number, feedId: string): void {
  for (const element of [view.video, view.streamLabel]) element?.setAttribute('name', String(sid))
  if (view.streamLabel) view.streamLabel.textContent = String(sid)
  if (view.feedLabel) view.feedLabel.textContent = feedId
}

export function clearView(view: SubscriptionView, player: Player): void {
  for (const element of [view.video, view.audio]) if (element) player.clear(element)
  for (const label of [view.streamLabel, view.feedLabel]) if (label) label.textContent = ''
}
