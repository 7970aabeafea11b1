/** Browsers that cannot choose an output play on the system's; Safari and phones are such. */
export const canChooseSpeaker = (): boolean => 'setSinkId' in HTMLMediaElement.prototype
