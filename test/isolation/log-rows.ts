import type { Rows } from "./rows.js";

/** How many events the log of the world's firms begins with. */
export const EVENTS = 4;

/** What a firm's log says: what a person did, what a key did, that somebody wrote a note, and what became of a person's credential. And what else goes with it. */
export async function writeLog(
  rows: Rows,
  { owner, admin, apiKey }: { readonly owner: string; readonly admin: string; readonly apiKey: string },
): Promise<void> {
  const { text } = rows.marks;
  const occurred_at = rows.at(1, "01:02:14.615");
  const events = [
    ["person.created", "person", admin, owner, "FROM"],
    ["person.updated", "person", admin, apiKey, "FROM"],
    ["note.created", "note", apiKey, owner, "TALK"],
    ["credential.archived", "credential", apiKey, owner, "FROM", { person: admin }],
  ] as const;
  for (const [index, [type, object_type, object_id, actor_id, from, related]] of events.entries()) {
    const what = { seq: index + 1, type, ids: { [object_type]: object_id, ...related }, object_type, object_id };
    await rows.insert("event", { ...what, actor_id, occurred_at, client_address: `${text} ${from}` });
  }
  await rows.insert("firm_counter", { last_seq: EVENTS });
  await rows.insert("idempotency_key", {
    actor_id: owner,
    key: `${text} KEY`,
    mutation: `${text} MUTATION`,
    input_hash: `${text} HASH`,
    outcome: { result: { organization: owner }, refusals: [] },
    created_at: rows.at(1, "01:02:15.616"),
  });
  await rows.insert("log_cursor", { reader: `${text} READER`, seq: 1 });
}
