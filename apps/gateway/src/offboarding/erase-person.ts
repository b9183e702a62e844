import { type ContextOf, implement, type Transaction } from "@coachwork/platform";
import { Availability, ERASED_NAME, ErasePerson, Person, uuidOf } from "@coachwork/schema";
import { eraseAgreements } from "./erased-agreements.js";
import { eraseNotes, isErasedAsAuthor } from "./erased-notes.js";
import { erasedTables, eraseOwnRows } from "./erased-rows.js";
import { addressesOf, eraseSignIn } from "./erased-sign-in.js";
import { eraseTexts, type OwnEngagements } from "./erased-texts.js";
import { lockEngagementsOf } from "./lock-engagements.js";
import { keptOf } from "./kept-records.js";
import { dropResults } from "../partners/bulk/drop-results.js";
import { eraseSelected, lockMessages } from "../partners/webhooks/erase-selected.js";
import { mentionsOf } from "./mentions.js";

type Context = ContextOf<typeof ErasePerson>;

/**
 * Erases a person in one transaction. What is erased is declared beside each column (`OfPerson`, `MayName`, `AboutEngagement`,
 * `ErasedWith`), so that a new column cannot be forgotten. The rows that sums are made of stay, and name an id that has no name.
 */
export const erasePerson = implement(ErasePerson, async (context, { personId }) => {
  const { transaction } = context;
  // Before any person, as in every command that changes both.
  await lockEngagementsOf(transaction, [uuidOf(Person, personId)]);
  const person = await context.fetch(Person, personId, "personId", { lock: true });
  if (person.status !== "ERASED") {
    judge(context, person);
    await erase(transaction, person);
    transaction.tell({ type: "person.erased", ids: { person: person.id } });
  }
  return { person: person.id, kept: await keptOf(transaction, person.id) };
});

function judge(context: Context, { status, name, formerRoles }: Person): void {
  if (status !== "DEACTIVATED")
    context.refuse("NOT_DEACTIVATED", "personId", `${name} is not deactivated. Deactivate them first.`);
  if (formerRoles?.includes("OWNER") && !context.holds("OWNER"))
    context.refuse("FORBIDDEN", "personId", "Only an owner can erase an owner.");
}

async function erase(transaction: Transaction, person: Person): Promise<void> {
  const { id } = person;
  const addresses = await addressesOf(transaction, id);
  const engagements = await engagementsOf(transaction, id);
  const mentions = mentionsOf(person, [...addresses, ...(await roomsOf(transaction, id))]);
  await transaction.update(Person, { id }, nobody);
  await lockMessages(transaction);
  await dropResults(transaction);
  await eraseSelected(transaction, [id, ...engagements.alone]);
  await eraseAgreements(transaction, id);
  await eraseOwnRows(transaction, id);
  await eraseMaterial(transaction, engagements.alone);
  await eraseNotes(transaction, id, engagements, mentions);
  for (const table of erasedTables)
    if (!isErasedAsAuthor(table)) await eraseTexts(transaction, table, engagements, mentions);
  await eraseSignIn(transaction, id, addresses);
}

/** Nobody can look into files for names, so what was shared in work with the person alone goes, and its files with it. */
async function eraseMaterial(transaction: Transaction, engagements: readonly string[]): Promise<void> {
  await transaction.query("delete from resource where firm_id = $1::uuid and engagement_id = any($2::uuid[])", [
    transaction.scope.firmId,
    engagements,
  ]);
}

/** What everybody sees of an erased person. */
const nobody = {
  status: "ERASED",
  name: ERASED_NAME,
  externalId: null,
  email: null,
  timeZone: null,
  locale: null,
  organizationId: null,
  teamId: null,
  formerRoles: null,
  sharesBusyTime: true,
  getsReminders: true,
} as const;

/** Sessions and letters about them tell where a coach receives people. */
async function roomsOf(transaction: Transaction, coachId: string): Promise<string[]> {
  const hours = await transaction.find(Availability, { coachId });
  return hours.flatMap(({ meetingRoom }) => meetingRoom ?? []);
}

async function engagementsOf(transaction: Transaction, personId: string): Promise<OwnEngagements> {
  const rows = await transaction.query<{ id: string; isAlone: boolean }>(
    `select e.id, e.format = 'INDIVIDUAL'
       and exists (select 1 from engagement_participant p
         where p.firm_id = $1::uuid and p.engagement_id = e.id and p.person_id = $2::uuid)
       and not exists (select 1 from engagement_participant p
         where p.firm_id = $1::uuid and p.engagement_id = e.id and p.person_id <> $2::uuid) as "isAlone"
     from engagement e where e.firm_id = $1::uuid and e.id in (
       select c.engagement_id from engagement_coach c where c.firm_id = $1::uuid and c.person_id = $2::uuid
       union select p.engagement_id from engagement_participant p where p.firm_id = $1::uuid and p.person_id = $2::uuid
     )`,
    [transaction.scope.firmId, personId],
  );
  return { personId, all: rows.map(({ id }) => id), alone: rows.filter(({ isAlone }) => isAlone).map(({ id }) => id) };
}
