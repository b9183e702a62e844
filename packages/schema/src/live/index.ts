export * from "./engagement-change.js";
export * from "./engagement-change-type.js";
export * from "./event.js";
export * from "./event-word.js";
export * from "./log-cursor.js";
export * from "./schedule-change.js";
export * from "./told-event.js";
