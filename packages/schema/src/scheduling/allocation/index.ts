export * from "./adjust-allocation.js";
export * from "./allocation.js";
