export * from "./deactivate-person.js";
export * from "./erase-person.js";
export * from "./merge-people.js";
export * from "./reactivate-person.js";
