/**
 * Files between participants. A client offers one over its session (`file.offer`) and gets a token for HTTP, where the
 * content comes by the tus protocol, can be interrupted and goes on where it was. Once it is whole, its receivers are
 * told, each by a link of their own. The content lies in `objects`, in the parts that it came in.
 */
export { parseByteRange } from './byte-range.ts'
export type { FileAudience, FileDesk, FileLink, FileOffer, FileRecord, UploadGrant } from './contract.ts'
export { attachmentHeader } from './file-name.ts'
export { FileService, type FileServiceOptions } from './file-service.ts'
export { addFileRoutes } from './routes.ts'
