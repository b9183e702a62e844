export * from "./needs/index.js";
export type * from "./events.js";
