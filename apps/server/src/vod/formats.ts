/** What FFmpeg may take a file for, and where it may read: nothing that leads to other files, like playlists. */
const containers = [
  ...['mov', 'matroska', 'webm', 'avi', 'flv', 'mpegts', 'mpeg', 'asf', 'ogg', 'mp3', 'wav', 'w64', 'aiff', 'au'],
  ...['aac', 'ac3', 'eac3', 'flac', 'ape', 'amr', 'caf', 'wv', 'ivf', 'gxf', 'mxf', 'nut'],
]

export const inputLimits = ['-protocol_whitelist', 'file', '-format_whitelist', containers.join(',')]
