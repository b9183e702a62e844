import type { DemoFirm } from "./demo-firm.ts";
import { demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

const text = { isRequired: true, choices: [], lowest: null, highest: null };

/** The form that both firms use. */
const form = [
  { ...text, label: "What do you want to talk about?", kind: "LONG_TEXT" },
  { ...text, label: "How sure are you that it will work?", kind: "SCALE", isRequired: false, lowest: 1, highest: 10 },
  { ...text, label: "What would help?", kind: "MANY_CHOICES", choices: ["Time", "Somebody's advice", "Courage"] },
];
const answers = [
  { number: 1, label: form[0]!.label, text: "How to say no to my own boss.", value: null, choices: [] },
  { number: 2, label: form[1]!.label, text: null, value: 4, choices: [] },
  { number: 3, label: form[2]!.label, text: null, value: null, choices: ["Courage"] },
];

/** A worksheet that the coach assigned to the client twice: once it was handed in, and once it is due. */
export function writeWorksheets(
  firm: DemoFirm,
  engagements: ReadonlyMap<string, string>,
  { add, createdAt: created_at, day, tell }: Writing,
): void {
  const content = {
    ...{ title: "Before we meet", instructions: "Take *ten minutes* the day before.", form_version: 1 },
    form: JSON.stringify(form),
  };
  const worksheet = add("worksheet", { ...content, created_at });
  tell({ type: "worksheet.created", ids: { worksheet } }, "manager");
  const { title } = firm.engagements.find(({ status, format }) => status === "ACTIVE" && format === "INDIVIDUAL")!;
  const engagement = engagements.get(title)!;
  const [coach, client] = ["coach", "client"].map((key) => demoPersonId(firm, key));
  const assign = (status: string, due: number, given: readonly object[]) => {
    const assignedWorksheet = add("assigned_worksheet", {
      ...{ engagement_id: engagement, participant_id: client, worksheet_id: worksheet, ...content, created_at },
      ...{ due_on: day(due), status, answers: JSON.stringify(given), assigned_by_id: coach },
      hand_in_count: status === "HANDED_IN" ? 1 : 0,
    });
    tell({ type: "worksheet.assigned", ids: { engagement, assignedWorksheet } }, "coach");
    return assignedWorksheet;
  };
  const assignedWorksheet = assign("HANDED_IN", -4, answers);
  const worksheetHandIn = add("worksheet_hand_in", {
    ...{ assigned_worksheet_id: assignedWorksheet, engagement_id: engagement, participant_id: client, number: 1 },
    ...{ answers: JSON.stringify(answers), handed_in_at: `${day(-5)}T08:00:00Z` },
  });
  tell({ type: "worksheet.handed_in", ids: { engagement, assignedWorksheet, worksheetHandIn } }, "client");
  assign("ASSIGNED", 2, []);
}
