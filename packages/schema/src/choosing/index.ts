export * from "./needs/index.js";
export * from "./matching/index.js";
export type * from "./events.js";
