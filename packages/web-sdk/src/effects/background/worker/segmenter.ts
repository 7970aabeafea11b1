/** The model: which pixels of a picture are a person. MediaPipe's general selfie segmenter on LiteRT's processor back end. */
import { type CompiledModel, loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core'
import type { ModelFiles } from '../messages.ts'

/** The model sees pictures of any shape as a square of this size. */
export const segmentedSide = 256

const colours = 3
const channels = 4
const brightest = 255

declare global {
  /** Emscripten's way of being told where its files lie, and what to do with what it prints. */
  var Module: { locateFile(): string; print(): void; printErr(): void } | undefined
}

let runtime: Promise<unknown> | undefined

export class Segmenter {
  readonly #model: CompiledModel
  readonly #input = new Float32Array(segmentedSide * segmentedSide * colours)

  private constructor(model: CompiledModel) {
    this.#model = model
  }

  /** @throws Error when a file is not to be had or the browser cannot run it */
  static async load({ script, wasm, model }: ModelFiles): Promise<Segmenter> {
    const response = await fetch(model)
    if (!response.ok) throw new Error(`${model} answers ${response.status}`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    // It prints what it is made of, as errors; what goes wrong it throws.
    globalThis.Module = { locateFile: () => wasm, print: () => {}, printErr: () => {} }
    runtime ??= loadLiteRt(script).catch((error: unknown) => {
      runtime = undefined
      throw error
    })
    await runtime
    return new Segmenter(await loadAndCompile(bytes, { accelerator: 'wasm' }))
  }

  /** @param pixels RGBA of a square of {@link segmentedSide} @returns 0 background to 1 person for each */
  async confidences(pixels: Uint8ClampedArray): Promise<ArrayLike<number>> {
    const input = this.#input
    for (let at = 0, to = 0; at < pixels.length; at += channels, to += colours) {
      input[to] = (pixels[at] ?? 0) / brightest
      input[to + 1] = (pixels[at + 1] ?? 0) / brightest
      input[to + 2] = (pixels[at + 2] ?? 0) / brightest
    }
    const tensor = new Tensor(input, [1, segmentedSide, segmentedSide, colours])
    try {
      const [output] = await this.#model.run(tensor)
      if (output === undefined) throw new Error('the model gave nothing')
      try {
        return (await output.data()) as Float32Array
      } finally {
        output.delete()
      }
    } finally {
      tensor.delete()
    }
  }
}
