export * from "./agreement-fields.js";
export * from "./agreement-template-version.js";
export * from "./agreement-template.js";
export * from "./create-agreement-template.js";
export * from "./update-agreement-template.js";
export type * from "./events.js";
