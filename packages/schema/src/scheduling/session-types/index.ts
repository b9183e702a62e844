export * from "./archive-session-type.js";
export * from "./create-session-type.js";
export * from "./refusals.js";
export * from "./session-kind.js";
export * from "./session-type-terms.js";
export * from "./session-type.js";
export * from "./update-session-type.js";
