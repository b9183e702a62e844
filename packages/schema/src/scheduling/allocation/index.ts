export * from "./adjust-allocation.js";
export * from "./allocation.js";
export * from "./pool-totals.js";
