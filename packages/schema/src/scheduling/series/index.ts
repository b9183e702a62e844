export * from "./book-series.js";
export * from "./cancel-series.js";
export * from "./change-series.js";
export * from "./refusals.js";
export * from "./series-booking.js";
export * from "./series-conflict.js";
export * from "./series.js";
