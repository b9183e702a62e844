export * from "./create-resource.js";
export * from "./file-limits.js";
export * from "./remove-resource.js";
export * from "./resource.js";
export * from "./start-upload.js";
export * from "./update-resource.js";
export * from "./upload.js";
export type * from "./events.js";
