export * from "./busy-calendar.js";
export * from "./import-busy-calendar.js";
export * from "./refresh-busy-calendar.js";
export * from "./refusals.js";
export * from "./remove-busy-calendar.js";
export * from "./subscribe-busy-calendar.js";
