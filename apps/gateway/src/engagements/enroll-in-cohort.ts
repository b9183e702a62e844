import { type ContextOf, implement, newId, type Transaction } from "@coachwork/platform";
import {
  Cohort,
  CohortMember,
  cohortMemberMoves,
  EnrollInCohort,
  Person,
  PersonRole,
  Program,
  uuidOf,
} from "@coachwork/schema";
import { In } from "typeorm";
import { refuseUnlessActive } from "./program-terms.js";

type Context = ContextOf<typeof EnrollInCohort>;

/**
 * Enrolls people in one transaction of a handful of statements, however many they are. What is killed on the way has written
 * nothing, and is sent again.
 */
export const enrollInCohort = implement(EnrollInCohort, async (context, { cohortId, personIds, partial }) => {
  const { transaction } = context;
  // Locked, so that of two who enroll the same person the second finds them enrolled.
  const cohort = await context.fetch(Cohort, cohortId, "cohortId", { lock: true });
  refuseUnlessActive(context, (await transaction.findOne(Program, { id: cohort.programId }))!, "cohortId");
  const plans = await planned(context, cohort, personIds);
  const refused = plans.filter(({ error }) => error !== null).length;
  if (refused > 0 && !partial) {
    const message = `${refused} of ${plans.length} people were refused, so nobody was enrolled. Correct them, or set partial.`;
    context.refuse("PEOPLE_REFUSED", "personIds", message, reportOf(plans, false));
  }
  await enroll(context, cohort, plans);
  return { cohort: cohort.id, ...reportOf(plans, true) };
});

interface Fault {
  readonly field: readonly string[];
  readonly code: "NOT_FOUND" | "NAMED_TWICE" | "NOT_A_CLIENT" | "NOT_IN_ORGANIZATION";
  readonly message: string;
}

/** What is to become of somebody who was named. */
interface Plan {
  readonly place: number;
  readonly person: Person | undefined;
  readonly error: Fault | null;
  /** The membership that is there. */
  readonly member: CohortMember | undefined;
  /** The id of the membership that is or will be there. */
  readonly memberId: string;
}

const isStopped = ({ status }: CohortMember) => cohortMemberMoves.enrolled.from.some((each) => each === status);
const isToEnroll = ({ error, member }: Plan) => error === null && (member === undefined || isStopped(member));

async function planned(context: Context, cohort: Cohort, personIds: readonly string[]): Promise<readonly Plan[]> {
  const { transaction, actor } = context;
  const uuids = personIds.map((id) => uuidOf(Person, id));
  const people = await transaction.visibleAll(actor, Person, [...new Set(uuids)]);
  const byId = new Map(people.map((person) => [person.id, person]));
  const clients = await lockedClients(transaction, [...byId.keys()]);
  const members = await transaction.find(CohortMember, { cohortId: cohort.id, personId: In([...byId.keys()]) });
  const memberOf = new Map(members.map((member) => [member.personId, member]));
  const firstPlaces = new Map<string, number>();
  return uuids.map((uuid, place) => {
    const person = byId.get(uuid);
    const standing = memberOf.get(uuid);
    const first = firstPlaces.get(uuid);
    firstPlaces.set(uuid, first ?? place);
    const fault = faultOf({
      cohort,
      person,
      first,
      isClient: clients.has(uuid),
      isMember: standing !== undefined && !isStopped(standing),
    });
    const error = fault && { ...fault, field: ["input", "personIds", String(place)] };
    return { place, person, error, member: standing, memberId: standing?.id ?? newId() };
  });
}

/** Those who hold the role CLIENT. Nobody can take it from them until the transaction ends. */
async function lockedClients(transaction: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  await transaction.query(
    "select from person where firm_id = $1::uuid and id = any($2::uuid[]) order by id for share",
    [transaction.scope.firmId, ids],
  );
  const holders = await transaction.find(PersonRole, { role: "CLIENT", personId: In(ids) });
  return new Set(holders.map(({ personId }) => personId));
}

interface Candidate {
  readonly cohort: Cohort;
  readonly person: Person | undefined;
  /** Where the person was named before. */
  readonly first: number | undefined;
  readonly isClient: boolean;
  readonly isMember: boolean;
}

function faultOf({ cohort, person, first, isClient, isMember }: Candidate): Omit<Fault, "field"> | null {
  if (!person) return { code: "NOT_FOUND", message: "There is no Person with this id." };
  const { name } = person;
  if (first !== undefined)
    return { code: "NAMED_TWICE", message: `${name} is already named in personIds.${first}. Name everybody once.` };
  // What has become of members since is no reason to refuse those who are enrolled with them.
  if (isMember) return null;
  if (!isClient)
    return { code: "NOT_A_CLIENT", message: `${name} does not hold the role CLIENT. Give them the role first.` };
  if (cohort.organizationId === null || cohort.organizationId === person.organizationId) return null;
  const message = `${name} does not belong to the organization that pays for the cohort. Name somebody who does, or change where they work.`;
  return { code: "NOT_IN_ORGANIZATION", message };
}

/** Rows per statement. */
const BATCH = 250;

async function enroll(context: Context, { id: cohortId }: Cohort, plans: readonly Plan[]): Promise<void> {
  const { transaction, now } = context;
  const enrolled = plans.filter(isToEnroll);
  const enrolledAt = new Date(now);
  const fresh = enrolled.filter(({ member }) => member === undefined);
  for (let start = 0; start < fresh.length; start += BATCH) {
    const rows = fresh.slice(start, start + BATCH).map(({ memberId, person }) => {
      const none = { engagementId: null, reason: null };
      return { id: memberId, cohortId, personId: person!.id, status: "ENROLLED", ...none, enrolledAt };
    });
    await transaction.insert(CohortMember, rows);
  }
  const again = enrolled.filter(({ member }) => member !== undefined).map(({ memberId }) => memberId);
  if (again.length > 0) {
    const standing = { status: "ENROLLED", reason: null, engagementId: null, enrolledAt };
    await transaction.update(CohortMember, { id: In(again) }, standing);
  }
  for (const { memberId } of enrolled)
    transaction.tell({ type: "cohort_member.enrolled", ids: { cohort: cohortId, cohortMember: memberId } });
}

function outcomeOf(plan: Plan, isWritten: boolean) {
  if (plan.error !== null) return "REFUSED";
  if (!isWritten) return "SKIPPED";
  return isToEnroll(plan) ? "ENROLLED" : "ALREADY_ENROLLED";
}

/** The payload's report. */
function reportOf(plans: readonly Plan[], isWritten: boolean) {
  const enrollments = plans.map((plan) => ({
    place: plan.place,
    outcome: outcomeOf(plan, isWritten),
    error: plan.error,
    person: plan.person?.id ?? null,
    member: plan.error === null && (isWritten || plan.member) ? plan.memberId : null,
  }));
  const count = (wanted: string) => enrollments.filter(({ outcome }) => outcome === wanted).length;
  return {
    enrollments,
    enrolled: count("ENROLLED"),
    alreadyEnrolled: count("ALREADY_ENROLLED"),
    refused: count("REFUSED"),
  };
}
