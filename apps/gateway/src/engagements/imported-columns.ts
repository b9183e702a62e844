import { type ImportColumns, type ImportRow, valuesOfList } from "@coachwork/platform";

/** The columns of an import of engagements, with what an export calls them. */
export const engagementColumns = {
  ...{ external_id: [], title: [], kind: [], format: [], mentoring_form: [], status: [], objectives: [] },
  ...{ starts_on: ["start"], ends_on: ["end"], allocation_unit: [], allocation_amount: [], pro_bono: [] },
  ...{ organization: ["organization.name"], team: ["team.name"], program: ["program.name"] },
  ...{ coaches: ["coaches.person.email"], participants: ["participants.person.email"] },
} as const satisfies ImportColumns<string>;
export type EngagementColumn = keyof typeof engagementColumns;
export type EngagementRow = ImportRow<EngagementColumn>;

/** The texts of a cell that name people. */
export function namesIn(row: EngagementRow, column: "coaches" | "participants"): readonly string[] {
  return valuesOfList(row.text(column) ?? "").filter((name) => name !== "");
}
