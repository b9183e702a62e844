export * from "./session-kind.js";
export * from "./session-type.js";
