export * from "./deactivate-person.js";
export * from "./reactivate-person.js";
