/** How loud a stream is: its sound in an AnalyserNode that the application reads levels of (guide 6.3.3, OnVolumeAnalyser). */
export { VolumeAnalysers } from './volume-analysers.ts'
