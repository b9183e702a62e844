export * from "./confirm-hold.js";
export * from "./hold-slot.js";
export * from "./release-hold.js";
