export * from "./find-schedule.js";
export * from "./schedule-entry.js";
