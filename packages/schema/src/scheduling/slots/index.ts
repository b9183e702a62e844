export * from "./find-free-slots.js";
export * from "./find-schedule.js";
export * from "./free-slots.js";
export * from "./schedule-entry.js";
