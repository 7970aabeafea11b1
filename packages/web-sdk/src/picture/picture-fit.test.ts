import { expect, it } from 'vitest'
import { pictureFit, pictureSize } from './picture-fit.ts'

const wide = { width: 640, height: 360 }

it.each([
  [{}, wide],
  [{ width: 320 }, { width: 320, height: 180 }],
  [{ height: 720 }, { width: 1280, height: 720 }],
  [
    { width: 100, height: 100 },
    { width: 100, height: 100 },
  ],
  [{ width: 1 }, { width: 1, height: 1 }],
])('makes a picture of %j from a stream of 640x360', (wanted, size) => {
  expect(pictureSize(wide, wanted)).toEqual(size)
})

it('shows the whole stream in the middle of another shape', () => {
  expect(pictureFit(wide, { width: 100, height: 100 })).toEqual({ x: 0, y: 21.875, width: 100, height: 56.25 })
  expect(pictureFit({ width: 360, height: 640 }, wide)).toEqual({ x: 218.75, y: 0, width: 202.5, height: 360 })
})
