export * from "./attendance.js";
export * from "./coaching-hours.js";
export * from "./excuse-from-session.js";
export * from "./log-session.js";
export * from "./participant-attendance-input.js";
export * from "./record-attendance.js";
export * from "./set-session-agenda.js";
export * from "./coaching-hours-of.js";
