export * from "./bulk-export.js";
export * from "./bulk-line.js";
export * from "./bulk-part.js";
export * from "./bulk-words.js";
export * from "./cancel-bulk-export.js";
export * from "./start-bulk-export.js";
