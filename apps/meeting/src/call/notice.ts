import type { LeaveReason } from '@mrtc/protocol'
import type { CaptureProblem } from '../media/capture-problem.ts'
import type { Problem } from '../problems/problem.ts'
import type { RecorderProblem } from '../recording/call-recorder.ts'
import type { FileProblem } from '../share/share.ts'

/** Something that just happened in a call and is worth a word. */
export type Notice =
  | { readonly about: 'joined'; readonly name: string }
  | { readonly about: 'left'; readonly name: string; readonly reason: LeaveReason }
  | { readonly about: 'shareStarted'; readonly name: string }
  | { readonly about: 'fileShared'; readonly name: string; readonly file: string }
  | { readonly about: 'fileFailed'; readonly name: string; readonly problem: FileProblem }
  | { readonly about: 'recordingFailed'; readonly problem: RecorderProblem }
  | { readonly about: 'pictureSaved'; readonly file: string }
  | { readonly about: 'pictureFailed' }
  /** A chat message came while the chat was closed. */
  | { readonly about: 'message'; readonly name: string; readonly text: string }
  | { readonly about: 'recovered' }
  | {
      readonly about: 'captureFailed'
      readonly device: 'camera' | 'microphone' | 'screen'
      readonly problem: CaptureProblem
    }
  | { readonly about: 'problem'; readonly problem: Problem }
