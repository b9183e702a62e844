import type { Rows } from "./rows.js";

type People = Readonly<Record<"coach" | "second" | "client" | "fellow" | "outsider" | "group", string>>;

/** Writes introductions that both accepted: of a mentee to somebody of the firm and to somebody outside, and of another mentee. */
export async function writeIntroductions(rows: Rows, { coach, second, client, fellow, outsider, group }: People) {
  const { text } = rows.marks;
  const introduce = (mentor: string, mentee: string, of: string, to: object) =>
    rows.row("introduction", {
      ...{ engagement_id: group, mentor_id: mentor, mentee_id: mentee, ...to },
      // The same people read neither this nor notes.
      message: `${text} NOTE INTRODUCTION of ${of}`,
      ...{ status: "ACCEPTED", mentee_answer: "ACCEPTED", introduced_answer: "ACCEPTED", version: 139 },
      ...{
        answer_by: rows.marks.day(36),
        created_at: rows.at(6, "01:02:25.839"),
        decided_at: rows.at(7, "01:02:25.849"),
      },
    });
  const outside = { outsider_name: `${text} INTRODUCED`, outsider_email: `${text} NOTE introduced@outside.example` };
  return {
    client: await introduce(coach, client, "client", { introduced_id: second }),
    outside: await introduce(coach, client, "client outside", outside),
    fellow: await introduce(second, fellow, "fellow", { introduced_id: outsider }),
  };
}
