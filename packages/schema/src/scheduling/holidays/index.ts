export * from "./holiday.js";
