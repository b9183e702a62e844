export * from "./accept-seat-offer.js";
export * from "./decline-seat-offer.js";
export * from "./leave-seat.js";
export * from "./refusals.js";
export * from "./seat-status.js";
export * from "./seat.js";
export * from "./set-seats.js";
export * from "./take-seat.js";
