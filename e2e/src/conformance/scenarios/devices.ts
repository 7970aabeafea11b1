import type { Scenario } from '../stage.ts'
import { refuses } from './expect.ts'

export const areListed: Scenario = async (scene) => {
  const page = await scene.page()
  await page.succeeds('GetDevices')
  await page.page.evaluate(() => {
    navigator.mediaDevices.enumerateDevices = () => Promise.reject(new DOMException('refused', 'NotAllowedError'))
  })
  await refuses(page.call('GetDevices'), -30102)
  await page.page.evaluate(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }))
  await refuses(page.call('GetDevices'), -30101)
}
