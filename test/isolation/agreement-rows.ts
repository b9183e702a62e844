import type { Marks, Rows, Values } from "./rows.js";

/** A circle's template of agreements, with its only version. */
export async function writeTemplate(
  rows: Rows,
  writtenBy: string,
  archived_at: string | null,
): Promise<{ readonly template: string; readonly version: string }> {
  const { text } = rows.marks;
  const template = await rows.row("agreement_template", {
    ...{ name: `${text} TEMPLATE name`, text: `${text} TEMPLATE text`, text_version: 1, archived_at, version: 149 },
    created_at: rows.at(0, "01:02:06.592"),
  });
  const written = { written_at: rows.at(0, "01:02:06.592"), written_by_id: writtenBy };
  const version = await rows.row("agreement_template_version", {
    ...{ template_id: template, number: 1, text: `${text} TEMPLATE version`, ...written },
  });
  return { template, version };
}

/** The hash of a circle's texts. */
export const hashIn = ({ ids }: Pick<Marks, "ids">): string => ids.replaceAll("-", "").padEnd(64, "0");

interface Party {
  readonly person: string;
  readonly side: "COACH" | "PARTICIPANT" | "SPONSOR";
  readonly who: string;
  readonly isSigned?: boolean;
}

/** An agreement whose texts bear `name`, and each signature the name of who signed. */
async function writeAgreement(
  rows: Rows,
  engagement: string,
  name: string,
  { version, by, parties, ...values }: { version: string; by: string; parties: readonly Party[] } & Values,
): Promise<{ readonly agreement: string; readonly parties: readonly string[] }> {
  const { text } = rows.marks;
  const hash = hashIn(rows.marks);
  const agreement = await rows.row("agreement", {
    ...{ engagement_id: engagement, template_version_id: version, prepared_by_id: by, text_hash: hash, version: 151 },
    ...{ title: `${text} AGREEMENT title of ${name}`, text: `${text} AGREEMENT text of ${name}` },
    ...{ prepared_at: rows.at(2, "01:02:07.591"), sent_at: rows.at(2, "01:02:07.591"), is_three_way: false, ...values },
  });
  const written: string[] = [];
  for (const { person, side, who, isSigned = true } of parties) {
    const signature = {
      ...{ signed_at: rows.at(3, "01:02:07.591"), text_hash: hash },
      ...{ typed_name: `${text} SIGNATURE of ${who}`, address: `${text} FROM of ${who}` },
    };
    const party = { agreement_id: agreement, person_id: person, side, ...(isSigned && signature) };
    written.push(await rows.row("agreement_party", party));
  }
  return { agreement, parties: written };
}

interface Circle {
  readonly coach: string;
  readonly second: string;
  readonly client: string;
  readonly fellow: string;
  readonly sponsor: string;
  readonly alone: string;
  readonly group: string;
}

/** A circle's agreements: a three-way one that was signed and another in its place, one that waits, and a draft. */
export async function writeAgreements(rows: Rows, version: string, of: Circle) {
  const by = of.sponsor;
  const three = [
    { person: of.coach, side: "COACH", who: "coach" },
    { person: of.client, side: "PARTICIPANT", who: "client" },
    { person: of.sponsor, side: "SPONSOR", who: "sponsor" },
  ] as const;
  const ended = { ended_at: rows.at(4, "01:02:07.591"), completed_at: rows.at(3, "01:02:07.591") };
  const why = { reason: `${rows.marks.text} DECISION of coach`, decided_by_id: of.coach };
  const before = await writeAgreement(rows, of.alone, "before", {
    ...{ version, by, parties: three, is_three_way: true, status: "SUPERSEDED", ...ended, ...why },
  });
  const completed = await writeAgreement(rows, of.alone, "alone", {
    ...{ version, by, parties: three, is_three_way: true, status: "COMPLETED", follows_id: before.agreement },
    completed_at: rows.at(3, "01:02:07.591"),
  });
  const waiting = await writeAgreement(rows, of.group, "group", {
    ...{ version, by, status: "OUT_FOR_SIGNATURE" },
    parties: [
      { person: of.coach, side: "COACH", who: "coach", isSigned: false },
      { person: of.second, side: "COACH", who: "second" },
      { person: of.client, side: "PARTICIPANT", who: "client", isSigned: false },
      { person: of.fellow, side: "PARTICIPANT", who: "fellow" },
    ],
  });
  const draft = await writeAgreement(rows, of.group, "DRAFT", {
    ...{
      version,
      by,
      status: "DRAFT",
      sent_at: null,
      prepared_at: rows.at(2, "01:02:07.587"),
      parties: [{ ...three[0], isSigned: false }],
    },
  });
  return { before, completed, waiting, draft };
}
