/** PDF files as a source: one page at a time, drawn by PDF.js, which is loaded when the first one is opened. */
export { capturePdf, type Pages } from './capture-pdf.ts'
