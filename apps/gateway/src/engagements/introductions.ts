import { lockEngagement, type Transaction } from "@coachwork/platform";
import {
  Introduction,
  type IntroductionAnswer,
  moveAfter,
  introductionMoves,
  introductionOpenSql,
  type IntroductionSide,
} from "@coachwork/schema";
import { In } from "typeorm";

/** An introduction, locked after its engagement, as in every command that ends an engagement. */
export async function lockIntroduction(
  transaction: Transaction,
  { id, engagementId }: Pick<Introduction, "id" | "engagementId">,
): Promise<Introduction | null> {
  // Not everybody who answers sees the engagement.
  await lockEngagement(transaction, engagementId);
  await transaction.query("select from introduction where firm_id = $1::uuid and id = $2::uuid for no key update", [
    transaction.scope.firmId,
    id,
  ]);
  return transaction.findOne(Introduction, { id });
}

/** Whether an introduction waits for an answer that can still be given. `now` is in epoch milliseconds. */
export async function isAsked(transaction: Transaction, { id, status }: Introduction, now: number): Promise<boolean> {
  if (status !== "ASKED") return false;
  const values = [transaction.scope.firmId, id, new Date(now)];
  const [found] = await transaction.query<{ isOpen: boolean }>(introductionOpenSql, values);
  return found!.isOpen;
}

/** What somebody answers, on one of the two sides. */
interface Answered {
  readonly side: IntroductionSide;
  readonly answer: IntroductionAnswer;
}

/** Records an answer to an introduction that is asked, and what follows: both have accepted, or one declined. */
export async function answerIntroduction(
  transaction: Transaction,
  { id, engagementId, menteeAnswer, introducedAnswer }: Introduction,
  { side, answer }: Answered,
  now: number,
): Promise<void> {
  const [own, other] =
    side === "MENTEE" ? [{ menteeAnswer: answer }, introducedAnswer] : [{ introducedAnswer: answer }, menteeAnswer];
  const name = moveAfter(answer, other);
  const { to: status } = introductionMoves[name];
  const decided = status !== "ASKED" && { decidedAt: new Date(now) };
  await transaction.update(Introduction, { id }, { ...own, status, ...decided, ...forgotten(status) });
  transaction.tell({ type: `introduction.${name}`, ids: { engagement: engagementId, introduction: id } });
}

/** Ends an introduction for the mentor, who takes it back. */
export async function withdraw(
  transaction: Transaction,
  { id, engagementId }: Introduction,
  now: number,
): Promise<void> {
  const { to: status } = introductionMoves.withdrawn;
  await transaction.update(Introduction, { id }, { status, decidedAt: new Date(now), ...forgotten(status) });
  transaction.tell({ type: "introduction.withdrawn", ids: { engagement: engagementId, introduction: id } });
}

/**
 * Expires introductions of an engagement that wait for an answer.
 *
 * @param on which: `undefined` means all, since the engagement ends. Otherwise those that nobody can answer any more at this
 *   instant, in epoch milliseconds.
 */
export async function expireIntroductions(transaction: Transaction, engagementId: string, on?: number): Promise<void> {
  await expire(transaction, await transaction.find(Introduction, { engagementId, status: "ASKED" }), on);
}

/**
 * Expires the introductions that wait for an answer and end with somebody who is deactivated: by them, of them and to them. They
 * stay expired when the person comes back. `now` is in epoch milliseconds.
 */
export async function expireIntroductionsOf(
  transaction: Transaction,
  personIds: readonly string[],
  now: number,
): Promise<void> {
  for (const party of ["mentorId", "menteeId", "introducedId"] as const)
    await expire(transaction, await transaction.find(Introduction, { [party]: In(personIds), status: "ASKED" }), now);
}

async function expire(transaction: Transaction, waiting: readonly Introduction[], on?: number): Promise<void> {
  const { to: status } = introductionMoves.expired;
  for (const introduction of waiting) {
    const { id, engagementId } = introduction;
    if (on !== undefined && (await isAsked(transaction, introduction, on))) continue;
    // Not if it was answered meanwhile.
    if ((await transaction.update(Introduction, { id, status: "ASKED" }, { status, ...forgotten(status) })) === 0)
      continue;
    transaction.tell({ type: "introduction.expired", ids: { engagement: engagementId, introduction: id } });
  }
}

/** The address of somebody outside is there to ask them, and for those who both accepted. */
function forgotten(status: Introduction["status"]): { readonly outsiderEmail?: null } {
  return status === "ASKED" || status === "ACCEPTED" ? {} : { outsiderEmail: null };
}
