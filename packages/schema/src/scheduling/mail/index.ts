export * from "./email.js";
export * from "./mail-paths.js";
export * from "./reminders.js";
export * from "./set-reminders.js";
