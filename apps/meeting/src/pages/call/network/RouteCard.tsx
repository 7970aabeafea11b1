import { IconArrowsHorizontal, IconRoute, IconServer } from '@tabler/icons-react'
import { useCallback, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../CallContext.ts'
import { milliseconds } from './format.ts'
import classes from './NetworkPanel.module.css'

const icons = { direct: IconArrowsHorizontal, relay: IconRoute, server: IconServer } as const

/** Which way sound and picture of the others come. */
export const RouteCard = () => {
  const { t } = useTranslation()
  const { room, isDirect } = useCall()
  const listen = useCallback((changed: () => void) => room.on('routeChanged', changed), [room])
  const { route, protocol, roundTripMs } = useSyncExternalStore(listen, () => room.route)
  const Icon = icons[route]
  const hint = route === 'server' && isDirect ? 'serverForNow' : route
  return (
    <section
      className={classes.card}
      aria-label={t('network.route.title')}
      data-testid="network-route"
      data-route={route}
    >
      <div className={classes.cardHead}>
        <h3>{t(`network.route.${route}.title`)}</h3>
        <span className={classes.verdict}>
          {[protocol?.toUpperCase(), roundTripMs === undefined ? undefined : milliseconds(roundTripMs)]
            .filter((part) => part !== undefined)
            .join(', ')}
          <Icon size={20} aria-hidden />
        </span>
      </div>
      <p className={classes.words}>{t(`network.route.${hint}.hint`)}</p>
    </section>
  )
}
