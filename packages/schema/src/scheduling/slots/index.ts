export * from "./free-slots.js";
export * from "./find-free-slots.js";
