export * from "./place-fields.js";
export * from "./place-sql.js";
