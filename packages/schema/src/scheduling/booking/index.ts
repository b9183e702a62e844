import "./next-session.js";

export * from "./book-session.js";
export * from "./cancel-session.js";
export * from "./cancellation-policy.js";
export * from "./change-session-kind.js";
export * from "./override.js";
export * from "./refusals.js";
export * from "./remove-cancellation-policy.js";
export * from "./reschedule-session.js";
export * from "./seats-input.js";
export * from "./session-coach.js";
export * from "./session-filters.js";
export * from "./session-move.js";
export * from "./session-status.js";
export * from "./session.js";
export * from "./set-cancellation-policy.js";
export * from "./set-session-place.js";
export * from "./staffing.js";
