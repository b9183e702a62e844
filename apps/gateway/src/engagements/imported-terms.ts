import {
  AllocationUnit,
  type Engagement,
  EngagementFormat,
  EngagementKind,
  EngagementStatus,
  kinds,
  MentoringForm,
  quoted,
} from "@coachwork/schema";
import { refusalsOf } from "./engagement-rules.js";
import { type ImportNames, refuseUnfit } from "./import-names.js";
import type { EngagementColumn, EngagementRow } from "./imported-columns.js";
import { refusalsOfOther, termsOf } from "./program-terms.js";

/** An engagement as another system had it, all but its members. */
export type ImportedTerms = Pick<
  Engagement,
  | "title"
  | "externalId"
  | "kind"
  | "format"
  | "mentoringForm"
  | "status"
  | "objectives"
  | "startsOn"
  | "endsOn"
  | "allocationUnit"
  | "allocationAmount"
  | "proBono"
  | "organizationId"
  | "teamId"
  | "programId"
  | "agreementTemplateId"
  | "needsAgreement"
>;

/** What a record says. Null is what it does not say. */
export interface SaidEngagement {
  readonly terms: Readonly<{
    [K in keyof Omit<ImportedTerms, "agreementTemplateId" | "needsAgreement">]: ImportedTerms[K] | null;
  }>;
  readonly coachIds: readonly string[] | null;
  readonly participantIds: readonly string[] | null;
}

const shortText = kinds.text(200);

/** Reads a record. What is wrong with its values is refused. */
export function saidBy(row: EngagementRow, names: ImportNames): SaidEngagement {
  const organization = names.organization(row);
  const people = (column: "coaches" | "participants") => (row.text(column) === null ? null : names.people(row, column));
  return {
    terms: {
      title: row.read("title", shortText),
      externalId: row.read("external_id", shortText),
      kind: row.word("kind", kinds.wordOf(EngagementKind)),
      format: row.word("format", kinds.wordOf(EngagementFormat)),
      mentoringForm: row.word("mentoring_form", kinds.wordOf(MentoringForm)),
      status: row.word("status", kinds.wordOf(EngagementStatus)),
      objectives: row.read("objectives", kinds.longText(5_000)),
      startsOn: row.read("starts_on", kinds.date),
      endsOn: row.read("ends_on", kinds.date),
      allocationUnit: row.word("allocation_unit", kinds.wordOf(AllocationUnit)),
      allocationAmount: row.number("allocation_amount", kinds.count(1, 10_000)),
      proBono: proBonoOf(row),
      organizationId: organization?.id ?? null,
      teamId: names.team(row, organization)?.id ?? null,
      programId: names.program(row)?.id ?? null,
    },
    coachIds: people("coaches"),
    participantIds: people("participants"),
  };
}

function proBonoOf(row: EngagementRow): boolean | null {
  const text = row.text("pro_bono")?.toLowerCase();
  if (text === undefined || text === "true" || text === "false") return text === undefined ? null : text === "true";
  row.refuse("pro_bono", "INVALID", `pro_bono is ${quoted(text)}. Give true or false.`);
  return null;
}

/** A new engagement as a record and its program say, or undefined if that is refused. */
export function newTerms(
  row: EngagementRow,
  { terms: said, coachIds, participantIds }: SaidEngagement,
  names: ImportNames,
  today: string,
): ImportedTerms | undefined {
  const program = names.program(row);
  row.needs("title", "starts_on", ...(row.text("program") === null ? (["kind", "format"] as const) : []));
  if (row.isRefused) return undefined;
  const asked = { ...optional(said), startsOn: said.startsOn!, title: said.title! };
  if (program) for (const { field, message } of refusalsOfOther(program, asked)) row.refuse(field, "INVALID", message);
  const wanted = program ? termsOf(program, asked) : asked;
  const input = { ...wanted, kind: wanted.kind!, format: wanted.format!, proBono: said.proBono ?? false };
  const members = { coachIds: [...(coachIds ?? [])], participantIds: [...(participantIds ?? [])] };
  for (const { code, field, message } of refusalsOf({ ...input, ...members, externalId: said.externalId! }))
    row.refuse(
      columnOf(field),
      code.startsWith("NEEDS_") || code === "REQUIRED" ? "REQUIRED" : "INVALID",
      inColumns(message),
    );
  const status = said.status ?? "DRAFT";
  refuseStatus(row, { status, startsOn: input.startsOn, today, ...members });
  const isOpen = status === "DRAFT" || status === "ACTIVE";
  if (isOpen) refuseUnfit(row, names);
  if (row.isRefused) return undefined;
  const isInformal = input.mentoringForm === "INFORMAL";
  return {
    ...{ title: input.title, externalId: said.externalId, kind: input.kind, format: input.format, status },
    ...{ mentoringForm: input.mentoringForm ?? null, objectives: said.objectives },
    ...{ startsOn: input.startsOn, endsOn: input.endsOn ?? null, proBono: input.proBono },
    ...{ allocationUnit: input.allocationUnit ?? null, allocationAmount: input.allocationAmount ?? null },
    ...{ organizationId: said.organizationId, teamId: said.teamId, programId: said.programId },
    agreementTemplateId: (!isInformal && program?.agreementTemplateId) || null,
    // What began elsewhere was agreed there.
    needsAgreement: status === "DRAFT" && !isInformal && program?.needsAgreement === true,
  };
}

interface Standing {
  readonly status: EngagementStatus;
  readonly startsOn: string;
  readonly today: string;
  readonly coachIds: readonly string[];
  readonly participantIds: readonly string[];
}

function refuseStatus(row: EngagementRow, { status, startsOn, today, coachIds, participantIds }: Standing): void {
  if (status === "PAUSED")
    row.refuse(
      "status",
      "INVALID",
      "An import knows no days of a pause. Give ACTIVE, and pause it with pauseEngagement.",
    );
  if (status === "COMPLETED" && startsOn > today)
    row.refuse(
      "status",
      "INVALID",
      `It would be COMPLETED, but begins on ${startsOn}, which is ahead. Give another status.`,
    );
  if (status !== "ACTIVE" && status !== "COMPLETED") return;
  for (const [column, ids] of [
    ["coaches", coachIds],
    ["participants", participantIds],
  ] as const)
    if (ids.length === 0) row.refuse(column, "REQUIRED", `An engagement that is ${status} has ${column}. Name them.`);
}

/** Without what is not said, as an input is. */
function optional<T extends object>(said: T): { [K in keyof T]?: Exclude<T[K], null> } {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)) as never;
}

/** The columns for fields of the input of `createEngagement`, which has the same rules. */
const columns: Readonly<Record<string, EngagementColumn>> = {
  ...{ coachIds: "coaches", participantIds: "participants", teamId: "team", organizationId: "organization" },
  ...{ endsOn: "ends_on", startsOn: "starts_on", mentoringForm: "mentoring_form" },
  ...{ allocationUnit: "allocation_unit", allocationAmount: "allocation_amount" },
};

function columnOf(field: string | null): EngagementColumn {
  const [name = ""] = (field ?? "external_id").split(".");
  return columns[name] ?? (name as EngagementColumn);
}

function inColumns(message: string): string {
  return message.replace(/\b[a-z]+[A-Z][A-Za-z]*\b(\.\d+)?/g, (word) => columns[word.split(".")[0]!] ?? word);
}
