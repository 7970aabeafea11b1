/** What is known of files that people send each other. What a record holds is the business of who saves it. */
export interface StoredFiles {
  load(): Promise<{ readonly fileId: string; readonly record: unknown }[]>
  save(fileId: string, record: object): Promise<void>
  remove(fileId: string): Promise<void>
}
