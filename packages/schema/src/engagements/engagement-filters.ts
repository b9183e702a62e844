import type { Filter, FilterCondition, Input } from "@coachwork/reader";

const compares =
  (column: "starts_on" | "ends_on", operator: ">=" | "<"): FilterCondition =>
  (row, date: Input<string>, sql) =>
    `${row}.${column} ${operator} ${sql.bind(date, "date")}`;

/** How engagements are found by their people, dates and statuses. */
export const engagementFilters: Readonly<Record<string, Filter>> = {
  kind: { where: (row, kind, sql) => `${row}.kind = ${sql.bind(kind, "text")}` },
  format: { where: (row, format, sql) => `${row}.format = ${sql.bind(format, "text")}` },
  status: { where: (row, status, sql) => `${row}.status = ${sql.bind(status, "text")}` },
  statuses: {
    isSkewed: true,
    where: (row, statuses: Input<readonly string[]>, sql) => `${row}.status = any(${sql.bind(statuses, "text[]")})`,
  },
  coachId: { through: "coaches", filter: "personId" },
  participantId: { through: "participants", filter: "personId" },
  startsFrom: { where: compares("starts_on", ">=") },
  startsBefore: { where: compares("starts_on", "<") },
  endsFrom: { where: compares("ends_on", ">=") },
  endsBefore: { where: compares("ends_on", "<") },
};
