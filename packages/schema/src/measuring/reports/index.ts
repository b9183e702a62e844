export * from "./preview.js";
export * from "./report.js";
export * from "./report-of.js";
export * from "./return-on-investment.js";
export type * from "./events.js";
