import type { NetworkPlan } from '@mrtc/client'
import { useTranslation } from 'react-i18next'
import { inForce } from '../../../network/plan-changes.ts'
import classes from './NetworkPanel.module.css'
import { settingWords } from './setting-words.ts'

/** What is done against a weak network now. */
export const InForce = ({ plan }: { readonly plan: NetworkPlan | undefined }) => {
  const { t } = useTranslation()
  const settings = plan === undefined ? [] : inForce(plan)
  return (
    <section className={classes.section} data-testid="network-in-force">
      <h3>{t('network.force.title')}</h3>
      {settings.length === 0 ? (
        <p className={classes.words}>{t(plan === undefined ? 'network.force.off' : 'network.force.nothing')}</p>
      ) : (
        <ul className={classes.chips}>
          {settings.map((setting) => (
            <li key={setting.setting} data-setting={setting.setting}>
              {settingWords(t, setting, 'force')}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
