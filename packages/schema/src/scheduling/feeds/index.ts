export * from "./calendar-feed.js";
export * from "./create-calendar-feed.js";
export * from "./revoke-calendar-feed.js";
export * from "./feed-address.js";
