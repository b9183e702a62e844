import { createHash } from "node:crypto";
import type { DemoEngagement, DemoFirm } from "./demo-firm.ts";
import type { LifeWriter } from "./writing.ts";
import type { Writing } from "./writing.ts";

const NAME = "Working together";
const TEXT = [
  "# Working together",
  "**{{coachName}}** and **{{clientName}}** work together from {{startsOn}} until {{endsOn}}: {{allocation}}.",
  "- What is said stays between them.",
  "- Sessions are moved a day ahead at the latest.",
  "- Either side can end it, and says why.",
].join("\n\n");

/** Writes the firm's template of agreements; gives the id of its only version. */
export function writeTemplate({ add, createdAt, tell }: Writing, person: (key: string) => string): string {
  const template = add("agreement_template", { name: NAME, text: TEXT, text_version: 1, created_at: createdAt });
  const written = { written_at: createdAt, written_by_id: person("manager") };
  const version = add("agreement_template_version", { template_id: template, number: 1, text: TEXT, ...written });
  tell({ type: "agreement_template.created", ids: { agreementTemplate: template } }, "manager");
  return version;
}

type Agreements = NonNullable<DemoEngagement["agreements"]>;

/** Writes what an engagement agreed, each in the place of the one before. All have signed what is not out for signature. */
export function writeAgreements(
  engagement: string,
  { agreements = [], ...given }: DemoEngagement,
  { firm, version, writer }: { firm: DemoFirm; version: string; writer: LifeWriter },
): void {
  let before: string | null = null;
  agreements.forEach((agreement, place) => {
    const prepared = -14 + 4 * place;
    before = writeAgreement(engagement, given, agreement, { firm, version, writer, before, prepared });
  });
}

interface Where {
  firm: DemoFirm;
  version: string;
  writer: LifeWriter;
  /** The agreement whose place it takes. */
  before: string | null;
  /** The day on which it was prepared, counted from today. */
  prepared: number;
}

function writeAgreement(
  engagement: string,
  { coaches, participants, days, allocation }: DemoEngagement,
  { status, amount, sponsor }: Agreements[number],
  { firm, version, writer, before, prepared }: Where,
): string {
  const { add, tell, person, day, morning } = writer;
  const at = (days: number) => morning(day(prepared + days));
  const keys = (members: DemoEngagement["coaches"]) =>
    members.map((each) => (typeof each === "string" ? each : each[0]));
  const names = (members: DemoEngagement["coaches"]) =>
    keys(members)
      .map((key) => firm.people.find((each) => each.key === key)!.name)
      .join(", ");
  const values: Record<string, string> = {
    ...{ coachName: names(coaches), clientName: names(participants), startsOn: day(days[0]), endsOn: day(days[1]!) },
    allocation: `${amount} ${allocation![0].toLowerCase()}`,
  };
  const text = TEXT.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name]!);
  const hash = createHash("sha256").update(text, "utf8").digest("hex");
  const isSigned = status !== "OUT_FOR_SIGNATURE";
  const manager = person("manager");
  const agreement = add("agreement", {
    ...{ engagement_id: engagement, template_version_id: version, follows_id: before, status, title: NAME, text },
    ...{ text_hash: hash, is_three_way: sponsor !== undefined, prepared_by_id: manager, prepared_at: at(0) },
    ...{ sent_at: at(0), completed_at: isSigned ? at(2) : null, ended_at: status === "SUPERSEDED" ? at(4) : null },
  });
  const ids = { engagement, agreement };
  tell({ type: "agreement.prepared", ids }, manager, at(0));
  tell({ type: "agreement.sent", ids }, manager, at(0));
  const parties = [
    ...keys(coaches).map((key) => ["COACH", key] as const),
    ...keys(participants).map((key) => ["PARTICIPANT", key] as const),
    ...(sponsor === undefined ? [] : [["SPONSOR", sponsor] as const]),
  ];
  for (const [side, key] of parties) {
    const party = { agreement_id: agreement, person_id: person(key), side };
    if (!isSigned && side !== "COACH") {
      add("agreement_party", party);
      continue;
    }
    const typed_name = firm.people.find((each) => each.key === key)!.name;
    const signature = { signed_at: at(1), typed_name, address: "203.0.113.7", text_hash: hash };
    const agreementParty = add("agreement_party", { ...party, ...signature });
    tell({ type: "agreement.signed", ids: { ...ids, agreementParty } }, person(key), at(1));
  }
  if (isSigned) tell({ type: "agreement.completed", ids }, person(parties.at(-1)![1]), at(2));
  if (status === "SUPERSEDED") tell({ type: "agreement.superseded", ids }, manager, at(4));
  return agreement;
}
