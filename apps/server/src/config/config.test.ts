import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { StartupError } from '../startup-error.ts'
import { loadConfig, redactConfig, settingsHelp } from './index.ts'

const dir = mkdtempSync(join(tmpdir(), 'mrtc-config-'))
afterAll(() => rmSync(dir, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(dir, name)
  writeFileSync(path, text)
  return path
}

function problems(options: Parameters<typeof loadConfig>[0]): readonly string[] {
  try {
    loadConfig(options)
  } catch (error) {
    if (error instanceof StartupError) return error.lines
    throw error
  }
  return []
}

describe('settings', () => {
  test('have defaults that keep the server on this machine', () => {
    const config = loadConfig({ environment: {} })
    expect(config.http).toEqual({ host: '127.0.0.1', port: 8080, trustProxy: false })
    expect(config.data.dir).toMatch(/\.data$/)
    expect(config.demo.enabled).toBe(true)
  })

  test('come from the file, then the environment, then the caller', () => {
    const path = file('order.yaml', 'http:\n  port: 1000\n  host: 0.0.0.0\nsignaling:\n  sessionTtlMs: 1000\n')
    const config = loadConfig({
      file: path,
      environment: { MRTC_HTTP_PORT: '2000', MRTC_SIGNALING_SESSION_TTL_MS: '2000' },
      overrides: { signaling: { sessionTtlMs: 3000 } },
    })
    expect(config.http.host).toBe('0.0.0.0')
    expect(config.http.port).toBe(2000)
    expect(config.signaling.sessionTtlMs).toBe(3000)
  })

  test('are read as the kind that they are from the environment', () => {
    const config = loadConfig({
      environment: {
        MRTC_DEMO_ENABLED: 'no',
        MRTC_SIGNALING_ALLOWED_ORIGINS: 'https://a.example, https://b.example',
        MRTC_MEDIA_LISTEN_IP: '::1',
        MRTC_LOG_LEVEL: '',
      },
    })
    expect(config.demo.enabled).toBe(false)
    expect(config.signaling.allowedOrigins).toEqual(['https://a.example', 'https://b.example'])
    expect(config.media.listenIp).toBe('::1')
    expect(config.log.level).toBe('info')
  })

  test('turn the demo off on an address that others reach, unless asked for', () => {
    expect(loadConfig({ environment: { MRTC_HTTP_HOST: '0.0.0.0' } }).demo.enabled).toBe(false)
    expect(loadConfig({ environment: { MRTC_HTTP_TRUST_PROXY: '1' } }).demo.enabled).toBe(false)
    expect(loadConfig({ environment: { MRTC_HTTP_HOST: '0.0.0.0', MRTC_DEMO_ENABLED: '1' } }).demo.enabled).toBe(true)
  })

  test('may be given in a file that MRTC_CONFIG names', () => {
    const path = file('named.yaml', 'http: { port: 4000 }\nlog:\n')
    expect(loadConfig({ environment: { MRTC_CONFIG: path } }).http.port).toBe(4000)
  })

  test('are shown without secrets', () => {
    const config = loadConfig({ environment: { MRTC_METRICS_TOKEN: 'a-very-secret-token' } })
    expect(JSON.stringify(redactConfig(config))).not.toContain('very-secret')
    expect(config.metrics.token).toBe('a-very-secret-token')
  })

  test('are all in the help', () => {
    expect(settingsHelp()).toContain('MRTC_MEDIA_RTC_BASE_PORT')
    expect(settingsHelp()).toContain('a whole number from 0 to 65535; default 8080')
  })
})

describe('a bad setting is answered with one line that', () => {
  test('names setting, value, source and what is allowed', () => {
    expect(problems({ environment: { MRTC_HTTP_PORT: 'abc', MRTC_LOG_LEVEL: 'loud' } })).toEqual([
      'http.port = "abc" (MRTC_HTTP_PORT): Invalid input: expected number, received string. Allowed: a whole number from 0 to 65535.',
      expect.stringMatching(/^log\.level = "loud" \(MRTC_LOG_LEVEL\): .*Allowed: one of trace, debug, info/),
    ])
  })

  test('says which file is missing or broken', () => {
    expect(problems({ file: join(dir, 'none.yaml'), environment: {} })).toEqual([
      `Configuration file ${join(dir, 'none.yaml')}: there is no such file.`,
    ])
    const [line] = problems({ file: file('broken.yaml', 'http: [1\n'), environment: {} })
    expect(line).toMatch(/broken\.yaml is not YAML: /)
  })

  test('suggests the name that was meant', () => {
    const path = file('typo.yaml', 'http:\n  prot: 1\nhtpp:\n  port: 1\n')
    expect(problems({ file: path, environment: { MRTC_HTTP_PROT: '1', MRTC_HTPP_PORT: '1' } })).toEqual([
      `http.prot (${path}): there is no such setting. Did you mean http.port?`,
      expect.stringContaining(`htpp (${path}): there is no such setting.`),
      'MRTC_HTTP_PROT (environment): there is no such setting. Did you mean MRTC_HTTP_PORT?',
      'MRTC_HTPP_PORT (environment): there is no such setting. Did you mean MRTC_HTTP_PORT?',
    ])
  })

  test('keeps a secret to itself', () => {
    const [line] = problems({ environment: { MRTC_METRICS_TOKEN: 'short' } })
    expect(line).toContain('metrics.token = [secret] (MRTC_METRICS_TOKEN)')
    expect(line).not.toContain('short"')
  })

  test('says that a setting is missing which another needs', () => {
    const [line] = problems({ environment: { MRTC_MEDIA_LISTEN_IP: '0.0.0.0' } })
    expect(line).toContain(
      'media.announcedAddress (not set; MRTC_MEDIA_ANNOUNCED_ADDRESS in the environment): must name',
    )
  })

  test('leaves variables of other programs alone', () => {
    expect(problems({ environment: { MRTC_TOOLS_CACHE: '/tmp' } })).toEqual([])
  })
})
