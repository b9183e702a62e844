/** Makes one PDF in a thread of its own; see `startPrinter`. */
export { printed as default } from "./printed-documents.js";
