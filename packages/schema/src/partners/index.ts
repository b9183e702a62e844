import "./audited-key.js";
export * from "./api-key.js";
export * from "./create-api-key.js";
export * from "./revoke-api-key.js";
export * from "./rotate-api-key.js";
export * from "./update-api-key.js";
export * from "./viewer.js";
export * from "./webhooks/index.js";
export type * from "./events.js";
