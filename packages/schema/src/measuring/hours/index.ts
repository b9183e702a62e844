export * from "./answer-hours-consent.js";
export * from "./ask-for-hours-consent.js";
export * from "./coaching-log.js";
export * from "./hours-consent.js";
export type * from "./events.js";
