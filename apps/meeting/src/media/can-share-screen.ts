/** Phones cannot, nor can pages that came over plain HTTP. */
export const canShareScreen = (): boolean => typeof navigator.mediaDevices?.getDisplayMedia === 'function'
