import type { RecordingFile, RecordingParameters, RecordingState } from '@mrtc/protocol'

export interface StoredRecording {
  readonly recordId: string
  readonly roomId: string
  readonly bizName: string
  readonly appId: string
  readonly workspaceId: string
  readonly startedBy: string
  readonly parameters: RecordingParameters
  readonly state: RecordingState
  readonly startedAt: Date
  /** When it stopped recording. */
  readonly endedAt: Date | null
  readonly files: readonly RecordingFile[]
  /** Why it failed. */
  readonly failure: string | null
}

export interface RecordingQuery {
  /** Of these call apps alone. */
  readonly bizName?: string | undefined
  readonly roomId?: string | undefined
  readonly recordId?: string | undefined
  readonly states?: readonly RecordingState[] | undefined
  readonly startedFrom?: Date | undefined
  readonly startedBefore?: Date | undefined
  /** Goes on after this one. */
  readonly after?: Pick<StoredRecording, 'startedAt' | 'recordId'> | undefined
  readonly limit: number
}

/** Recordings and their files; what the files hold is kept with the objects. */
export interface Recordings {
  /** Anew, or in place of what is known of it. */
  save(recording: StoredRecording): Promise<void>
  get(recordId: string): Promise<StoredRecording | undefined>
  /** The latest first. */
  list(query: RecordingQuery): Promise<StoredRecording[]>
  /** Also fine when there is none. */
  delete(recordId: string): Promise<void>
}
