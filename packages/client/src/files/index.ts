/** Files that participants send each other: announced over the session, brought by HTTP, resumed where they were cut. */
export { FileUpload, type FileUploadState, type SentFile } from './file-upload.ts'
export { type ReceivedFile, RoomFiles, type SendFileOptions } from './room-files.ts'
