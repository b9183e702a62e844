import type { Rows } from "./rows.js";

/** What a worksheet says; every text bears the mark of its circle. */
function contentOf({ marks: { text } }: Rows, word: string, name: string, createdAt: string) {
  const field = (what: string) => `${text} ${word}${what} of ${name}`;
  const choice = { kind: "ONE_CHOICE", isRequired: true, choices: [`${text} YES`, `${text} NO`] };
  const scale = { kind: "SCALE", isRequired: false, choices: [], lowest: 1, highest: 5 };
  return {
    ...{ title: field(""), instructions: field("TASK"), form_version: 3, version: 149, created_at: createdAt },
    form: JSON.stringify([
      { label: field("FIELD"), ...choice },
      { label: field("SCALE"), ...scale },
    ]),
  };
}

/** The worksheets of a firm: one in use, whose id it gives, and one that is archived. */
export async function writeWorksheets(rows: Rows): Promise<string> {
  const created = rows.at(1, "01:02:57.604");
  const archived_at = rows.at(3, "01:02:57.684");
  await rows.row("worksheet", { ...contentOf(rows, "WORKSHEET", "archived", created), archived_at });
  return rows.row("worksheet", contentOf(rows, "WORKSHEET", "firm", created));
}

interface Circle {
  readonly coach: string;
  readonly client: string;
  readonly fellow: string;
  readonly alone: string;
  readonly group: string;
}

/** What is assigned, drafted and handed in of a worksheet in a circle. */
export async function assignWorksheets(rows: Rows, worksheet: string, of: Circle) {
  const { text, day } = rows.marks;
  const answers = (what: string, name: string) => {
    const label = `${text} ASSIGNEDFIELD of ${name}`;
    const choices = [`${text} ${what}CHOICE of ${name}`];
    return JSON.stringify([{ number: 1, label, text: `${text} ${what} of ${name}`, value: 4, choices }]);
  };
  const assign = (engagement: string, participant: string, name: string, rounds: number) =>
    rows.row("assigned_worksheet", {
      ...{ engagement_id: engagement, participant_id: participant, worksheet_id: worksheet },
      ...contentOf(rows, "ASSIGNED", name, rows.at(1, "01:02:58.719")),
      ...{ due_on: day(90), status: rounds > 0 ? "HANDED_IN" : "ASSIGNED", hand_in_count: rounds },
      ...{ answers: answers("ASSIGNEDDRAFT", name), comment: `${text} ASSIGNEDCOMMENT of ${name}` },
      assigned_by_id: of.coach,
    });
  const handIn = (assigned: string, engagement: string, participant: string, name: string) =>
    rows.row("worksheet_hand_in", {
      ...{ engagement_id: engagement, participant_id: participant, assigned_worksheet_id: assigned, number: 1 },
      ...{ answers: answers("ASSIGNEDANSWER", name), handed_in_at: rows.at(4, "01:02:58.709") },
    });
  const own = await assign(of.alone, of.client, "client", 1);
  const fellow = await assign(of.group, of.fellow, "fellow", 1);
  await handIn(fellow, of.group, of.fellow, "fellow");
  return {
    own,
    handIn: await handIn(own, of.alone, of.client, "client"),
    /** Not handed in yet. */
    open: await assign(of.alone, of.client, "open", 0),
  };
}
