export * from "./client-profile.js";
export * from "./coach-profile.js";
export * from "./coach-speciality.js";
export * from "./remove-client-profile.js";
export * from "./remove-coach-profile.js";
export * from "./set-client-profile.js";
export * from "./set-coach-profile.js";
export * from "./speciality.js";
export type * from "./events.js";
