export * from "./event.js";
export * from "./log-cursor.js";
export * from "./schedule-change.js";
