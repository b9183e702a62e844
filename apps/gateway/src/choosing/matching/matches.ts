import { type CommandContext, daysAfter, lockedLoads, lockEngagement, type Transaction } from "@coachwork/platform";
import {
  type Engagement,
  isEngagementOver,
  MANAGERS,
  Match,
  matchMoves,
  type MatchMoveName,
  OFFER_DAYS,
  Person,
} from "@coachwork/schema";
import { In } from "typeorm";
import { exclusionsOf } from "./exclusions.js";
import { matchFacts } from "./match-facts.js";

/** Takes a step of a match's life, and tells it. */
export async function moveMatch(
  transaction: Transaction,
  { id, engagementId }: Pick<Match, "id" | "engagementId">,
  name: MatchMoveName,
  values: Partial<Match> = {},
): Promise<void> {
  await transaction.update(Match, { id }, { ...values, status: matchMoves[name].to });
  const engagement = values.engagementId ?? engagementId;
  transaction.tell({ type: `match.${name}`, ids: { ...(engagement !== null && { engagement }), match: id } });
}

/** A match that can take a step, locked after its engagement. Refuses every other. */
export async function matchTo(
  context: CommandContext<"WRONG_STATUS">,
  name: MatchMoveName,
  id: string,
  { field, step }: { readonly field: string; readonly step: string },
): Promise<{ readonly match: Match; readonly engagement: Engagement | null }> {
  const { transaction } = context;
  const seen = await context.fetch(Match, id, field);
  const engagement = seen.engagementId === null ? null : await lockEngagement(transaction, seen.engagementId);
  await transaction.query("select from match where firm_id = $1::uuid and id = $2::uuid for no key update", [
    transaction.scope.firmId,
    seen.id,
  ]);
  const match = await transaction.findOne(Match, { id: seen.id });
  if (!match) return context.refuse("NOT_FOUND", field, "There is no Match with this id.");
  const { from } = matchMoves[name];
  const isLate = match.status === "OFFERED" && name !== "withdrawn" && match.answerBy! < context.actor.today;
  const status = isLate ? "EXPIRED" : match.status;
  if (!from.some((each) => each === status)) {
    const message = `The match is ${status}. Only one that is ${from.join(" or ")} can ${step}.`;
    context.refuse("WRONG_STATUS", field, message);
  }
  if (engagement && isEngagementOver(engagement.status) && name !== "withdrawn" && name !== "declined")
    context.refuse("WRONG_STATUS", field, `The engagement is ${engagement.status}. It gets no coach any more.`);
  return { match, engagement };
}

/** Whom a rule is asked about. */
export interface Wanted {
  readonly engagementId: string | null;
  readonly programId: string | null;
  readonly participantId: string;
  readonly coachIds: readonly string[];
}

/**
 * What stands against coaches, by id. They and their capacity are locked: of two who take a coach's last place, the second counts
 * what the first has taken. No conflict of interest is declared meanwhile either, and nobody loses the role.
 */
export async function lockedFacts(context: CommandContext<never>, { coachIds, participantId, ...of }: Wanted) {
  const { transaction, actor } = context;
  const { firmId } = transaction.scope;
  await lockPairs(transaction, { participantIds: [participantId], coachIds }, actor.today);
  const ask = (text: string, values: unknown[]) => transaction.query(text, values);
  return matchFacts(ask, firmId, { personIds: [participantId], coachIds, ...of }, actor.today);
}

/**
 * Locks people and what coaches take, until the transaction ends: of two who offer or give a coach's last place, the second counts
 * what the first has. Nobody loses a role meanwhile, and no conflict of interest is declared.
 */
export async function lockPairs(
  transaction: Transaction,
  { participantIds, coachIds }: { readonly participantIds: readonly string[]; readonly coachIds: readonly string[] },
  today: string,
): Promise<void> {
  await transaction.query(
    "select from person where firm_id = $1::uuid and id = any($2::uuid[]) order by id for share",
    [transaction.scope.firmId, [...participantIds, ...coachIds]],
  );
  await lockedLoads(transaction, coachIds, today);
}

/** Refuses a coach against whom a rule stands. Those who do not run the practice do not learn which. */
export async function refuseExcluded(
  context: CommandContext<"EXCLUDED" | "AT_CAPACITY">,
  wanted: Wanted,
  field: (coachId: string) => string,
): Promise<void> {
  const { people, coaches, terms } = await lockedFacts(context, wanted);
  for (const coachId of wanted.coachIds) {
    const coach = coaches.find(({ id }) => id === coachId);
    const exclusions = coach ? exclusionsOf(people[0]!, coach, terms) : [];
    if (coach && exclusions.length === 0) continue;
    const [first] = exclusions;
    const code = exclusions.length === 1 && first!.reason === "AT_CAPACITY" ? "AT_CAPACITY" : "EXCLUDED";
    const why = first ? exclusions.map((each) => each.why).join(" ") : "They do not coach for the firm.";
    const isTold = context.holds(...MANAGERS);
    const message = isTold ? why : "The coach cannot be chosen any more. Ask those who run the practice.";
    context.refuse(code, field(coachId), message);
  }
}

/** Ends all other open matches of the engagement. */
export async function endOthers(
  { transaction, now }: CommandContext<never>,
  { id, engagementId }: Pick<Match, "id" | "engagementId">,
  statuses: readonly Match["status"][],
): Promise<void> {
  const others = await transaction.find(Match, { engagementId: engagementId!, status: In(statuses) });
  for (const other of others.filter((each) => each.id !== id))
    await moveMatch(transaction, other, "withdrawn", { decidedAt: new Date(now) });
}

/** The last day on which an offer can be answered, unless it is over. */
export function lastDayFor(context: CommandContext<"DAY_OVER">, day: string | undefined): string {
  const { today } = context.actor;
  const answerBy = day ?? daysAfter(today, OFFER_DAYS - 1);
  if (answerBy >= today) return answerBy;
  return context.refuse("DAY_OVER", "answerBy", `The day ${answerBy} is over. Give ${today} or a later day.`);
}

/** The person with this UUID. */
export async function personOf(transaction: Transaction, id: string): Promise<Person> {
  return (await transaction.findOne(Person, { id }))!;
}
