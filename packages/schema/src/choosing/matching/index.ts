export * from "./conflict-of-interest.js";
export * from "./match-candidate.js";
export * from "./match-criterion.js";
export * from "./match-weights.js";
export type * from "./events.js";
