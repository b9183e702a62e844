export * from "./engagement-change.js";
export * from "./engagement-change-type.js";
export * from "./event.js";
export * from "./log-cursor.js";
export * from "./schedule-change.js";
