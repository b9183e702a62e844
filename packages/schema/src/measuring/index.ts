export * from "./aggregates/index.js";
export * from "./surveys/index.js";
export * from "./hours/index.js";
export * from "./reports/index.js";
