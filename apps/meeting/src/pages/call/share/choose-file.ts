/** Lets the person choose one file. It must be called from a click or key press. @returns nothing when they choose none */
export const chooseFile = (accept: string): Promise<File | undefined> => {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = accept
  const { promise, resolve } = Promise.withResolvers<File | undefined>()
  input.addEventListener('change', () => resolve(input.files?.[0]))
  input.addEventListener('cancel', () => resolve(undefined))
  input.click()
  return promise
}
