export * from "./aggregates/index.js";
export * from "./surveys/index.js";
