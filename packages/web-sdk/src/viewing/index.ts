/**
 * Asks for as much of a subscribed picture as is seen of it: a layer for the size that it is shown at, none while it is
 * out of sight or the tab is hidden. Sound goes on.
 */
export { type ElementView, watchElement } from './element-view.ts'
export { type FollowedSubscription, SubscriptionViews, type ViewTarget, type WatchView } from './subscription-views.ts'
