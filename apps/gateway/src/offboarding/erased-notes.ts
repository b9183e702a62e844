import type { Transaction } from "@coachwork/platform";
import { ERASED_TEXT, Note, NoteVersion, Takeaway } from "@coachwork/schema";
import { type ErasedTable, erasedTables } from "./erased-rows.js";
import { eraseTexts, type OwnEngagements } from "./erased-texts.js";
import type { Mentions } from "./mentions.js";

/** Private notes and takeaways of the person the transaction acts for. The database shows them to nobody else. */
const ownNotes = "author_id = nullif(current_setting('app.person_id', true), '')::uuid and visibility = 'PRIVATE'";
const amongOwn = new Map<unknown, string>([
  [Note, ownNotes],
  [Takeaway, ownNotes],
  [NoteVersion, `note_id in (select n.id from note n where n.firm_id = $1::uuid and ${ownNotes})`],
]);

const tables = erasedTables.filter(({ entity }) => amongOwn.has(entity));

/** Whether rows of this type may be private, so that they are erased as their authors. */
export function isErasedAsAuthor({ entity }: Pick<ErasedTable, "entity">): boolean {
  return amongOwn.has(entity);
}

/**
 * Takes a person out of notes and takeaways. Their takeaways are removed. Notes about them alone, and what they wrote as a participant, lose their text. What they wrote for
 * nobody else is removed. What they wrote as a coach about others stays, and so do notes about groups, without the name.
 */
export async function eraseNotes(
  transaction: Transaction,
  personId: string,
  engagements: OwnEngagements,
  mentions: Mentions,
): Promise<void> {
  const erase = async (isOwn: boolean) => {
    await removeEarlierTexts(transaction, personId, engagements);
    for (const table of tables)
      await eraseTexts(
        transaction,
        isOwn ? { ...table, among: amongOwn.get(table.entity)! } : table,
        engagements,
        mentions,
      );
  };
  await transaction.asPerson(personId, () => removePrivate(transaction, personId));
  for (const authorId of await authorsOfFirm(transaction)) await transaction.asPerson(authorId, () => erase(true));
  await erase(false);
  await transaction.query(
    `update note set text = $3, updated_at = $4, version = version + 1
     where firm_id = $1::uuid and ${writtenAsParticipant("note", "$2")} and text <> $3`,
    [transaction.scope.firmId, personId, ERASED_TEXT, transaction.changedAt],
  );
}

/** What notes said before goes with what they say now. */
async function removeEarlierTexts(
  transaction: Transaction,
  personId: string,
  { alone }: OwnEngagements,
): Promise<void> {
  await transaction.query(
    `delete from note_version where firm_id = $1::uuid and note_id in (
       select n.id from note n
       where n.firm_id = $1::uuid and (n.engagement_id = any($2::uuid[]) or ${writtenAsParticipant("n", "$3")}))`,
    [transaction.scope.firmId, alone, personId],
  );
}

async function removePrivate(transaction: Transaction, personId: string): Promise<void> {
  const values = [transaction.scope.firmId, personId];
  for (const table of ["note_version", "note", "takeaway"])
    await transaction.query(
      `delete from ${table} where firm_id = $1::uuid and author_id = $2::uuid and visibility = 'PRIVATE'`,
      values,
    );
}

/** Whether the person wrote the note in an engagement that they took part in. */
function writtenAsParticipant(note: string, person: string): string {
  return `(${note}.author_id = ${person}::uuid and exists (select 1 from engagement_participant p
    where p.firm_id = $1::uuid and p.engagement_id = ${note}.engagement_id and p.person_id = ${person}::uuid))`;
}

/** Everybody who ever coached in the firm, or was mentored. Nobody else writes anything private. */
async function authorsOfFirm(transaction: Transaction): Promise<string[]> {
  const authors = await transaction.query<{ id: string }>(
    `select c.person_id as id from engagement_coach c where c.firm_id = $1::uuid
     union select p.person_id from engagement_participant p
       join engagement e on e.firm_id = $1::uuid and e.id = p.engagement_id and e.kind = 'MENTORING'
       where p.firm_id = $1::uuid
     order by 1`,
    [transaction.scope.firmId],
  );
  return authors.map(({ id }) => id);
}
