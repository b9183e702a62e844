export * from "./allocation-entry-kind.js";
export * from "./allocation-filters.js";
export * from "./adjust-allocation.js";
export * from "./allocation.js";
export * from "./pool-totals.js";
