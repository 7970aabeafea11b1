const frameRate = 10

/** A live picture without a camera: a figure that breathes on a coloured ground. */
export const paintedTrack = (hue: number, aspect = 16 / 9): MediaStreamTrack => {
  const canvas = document.createElement('canvas')
  canvas.height = 360
  canvas.width = Math.round(360 * aspect)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('No canvas')
  const { width, height } = canvas
  const circle = (y: number, radius: number) => {
    context.beginPath()
    context.arc(width / 2, y, radius, 0, 2 * Math.PI)
    context.fill()
  }
  const paint = () => {
    const sway = Math.sin(performance.now() / 700) * 6
    const ground = context.createLinearGradient(0, 0, width, height)
    ground.addColorStop(0, `hsl(${hue} 30% 46%)`)
    ground.addColorStop(1, `hsl(${hue + 40} 34% 26%)`)
    context.fillStyle = ground
    context.fillRect(0, 0, width, height)
    context.fillStyle = `hsl(${hue + 180} 30% 80%)`
    circle(150 + sway, 62)
    circle(400 + sway, 165)
  }
  paint()
  setInterval(paint, 1_000 / frameRate)
  const [track] = canvas.captureStream(frameRate).getVideoTracks()
  if (track === undefined) throw new Error('No track')
  return track
}
