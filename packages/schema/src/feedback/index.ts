export * from "./decline-feedback-request.js";
export * from "./feedback.js";
export * from "./give-feedback.js";
export * from "./remove-feedback.js";
export * from "./request-feedback.js";
export * from "./update-feedback.js";
export * from "./withdraw-feedback-request.js";
export type * from "./events.js";
