import { type Feed, type Room, SubscriptionViews, watchElement } from '@mrtc/web-sdk/core'

/** Shows one feed in `element`, with as much of its picture as is seen there. @returns a function that ends it */
export async function showFeed(room: Room, feed: Feed, element: HTMLVideoElement) {
  const subscription = await room.subscribe(feed.feedId)
  const views = new SubscriptionViews<Element>(subscription, watchElement)
  views.attach(element) // smaller, hidden or scrolled away: less is sent, or nothing
  const play = () => {
    element.srcObject = new MediaStream(Object.values(subscription.tracks))
  }
  play()
  subscription.on('changed', play) // its media was lost and built anew: there are other tracks
  subscription.on('closed', () => {
    views.close()
    element.srcObject = null
  })
  return () => subscription.close()
}

/** Of everybody's feeds those with this tag, also those to come. */
export function whenPublished(room: Room, tag: string, show: (feed: Feed) => void) {
  const take = (feed: Feed) => {
    if (feed.tag === tag && feed.uid !== room.localUid) show(feed)
  }
  for (const feed of room.feeds.values()) take(feed)
  return room.on('feedPublished', take)
}
