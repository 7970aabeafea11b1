import * as z from 'zod'

/** What a person has to know of one setting, read off the schema. */
export interface Setting {
  /** As in the file: `http.port`. */
  readonly path: string
  /** As in the environment: `MRTC_HTTP_PORT`. */
  readonly environmentName: string
  readonly kind: 'text' | 'number' | 'boolean' | 'list'
  /** What values it takes, for people: "a whole number from 0 to 65535". */
  readonly allowed: string
  readonly defaultValue: unknown
  readonly description: string
  /** Never shown or logged. */
  readonly secret: boolean
}

type JsonSchema = z.core.JSONSchema.BaseSchema

/** Lists the settings of a schema of sections, in its order. */
export function listSettings(schema: z.ZodType): Setting[] {
  // `custom` checks have no JSON Schema form; their own messages speak for them.
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return collect(root, '')
}

/** `media.rtcBasePort` is `MRTC_MEDIA_RTC_BASE_PORT`. */
export function environmentNameOf(path: string): string {
  const words = path.replaceAll('.', '_').replace(/([a-z0-9])([A-Z])/g, '$1_$2')
  return `MRTC_${words.toUpperCase()}`
}

function collect(schema: JsonSchema, prefix: string): Setting[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    if (typeof property === 'boolean') return []
    const path = prefix === '' ? key : `${prefix}.${key}`
    return property.type === 'object' ? collect(property, path) : [settingOf(path, property)]
  })
}

function settingOf(path: string, schema: JsonSchema): Setting {
  return {
    path,
    environmentName: environmentNameOf(path),
    kind: kindOf(schema),
    allowed: allowedOf(schema),
    defaultValue: schema.default,
    description: schema.description ?? '',
    secret: schema.secret === true,
  }
}

function kindOf(schema: JsonSchema): Setting['kind'] {
  switch (schema.type) {
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'array':
      return 'list'
    default:
      return 'text'
  }
}

function allowedOf(schema: JsonSchema): string {
  if (schema.enum) return `one of ${schema.enum.join(', ')}`
  if (schema.anyOf) return schema.anyOf.map((each) => allowedOf(each as JsonSchema)).join(' or ')
  switch (schema.type) {
    case 'integer':
    case 'number':
      return `a ${schema.type === 'integer' ? 'whole ' : ''}number${rangeOf(schema)}`
    case 'boolean':
      return 'true or false'
    case 'array':
      return 'a list (in the environment separated by commas)'
    default:
      if (schema.format === 'uri') return 'a URL'
      if (schema.format) return `an ${schema.format.replace('ipv', 'IPv')} address`
      return (schema.minLength ?? 0) > 1 ? `text of at least ${schema.minLength} characters` : 'text'
  }
}

function rangeOf({ minimum, maximum }: JsonSchema): string {
  // Whole numbers without a limit of their own carry those of the language, which tell a person nothing.
  const from = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined
  const to = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined
  if (from !== undefined && to !== undefined) return ` from ${from} to ${to}`
  if (from !== undefined) return `, at least ${from}`
  return to === undefined ? '' : `, at most ${to}`
}
