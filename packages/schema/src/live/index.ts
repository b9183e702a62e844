export * from "./audit-entry.js";
export * from "./engagement-change.js";
export * from "./event-objects.js";
export * from "./event-word.js";
export * from "./log.js";
export * from "./log-cursor.js";
export * from "./schedule-change.js";
export * from "./told-event.js";
