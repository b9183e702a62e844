import { createHash, randomBytes } from "node:crypto";
import { implement, newId, PROOF_BYTES, tokenFrom } from "@coachwork/platform";
import {
  CreateNeedsLink,
  NEEDS_PATH,
  NeedsLink,
  NeedsQuestionnaire,
  rfc3339,
  WithdrawNeedsLink,
} from "@coachwork/schema";

const YEAR_MS = 366 * 24 * 60 * 60 * 1_000;

/** The SHA-256 of a secret, in hex. Only this is kept. It needs no salt, because the secret cannot be guessed. */
export function hashOf(secret: string | Buffer): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Creates a link. Its address is in this response and never shown again. */
export const createNeedsLink = (publicUrl: string) =>
  implement(CreateNeedsLink, async (context, { questionnaireId, expiresAt, mostAnswers }) => {
    const { transaction, actor, now } = context;
    if (expiresAt.getTime() <= now || expiresAt.getTime() > now + YEAR_MS) {
      const message = `${rfc3339(expiresAt)} is not within the next year. Give a time up to ${rfc3339(now + YEAR_MS)}.`;
      context.refuse("INVALID", "expiresAt", message);
    }
    const questionnaire = await context.fetch(NeedsQuestionnaire, questionnaireId, "questionnaireId");
    const id = newId();
    const token = tokenFrom([actor.firmId, id], undefined, randomBytes(PROOF_BYTES));
    await transaction.insert(NeedsLink, {
      ...{ id, questionnaireId: questionnaire.id, tokenHash: hashOf(token), expiresAt, mostAnswers, answerCount: 0 },
      ...{ withdrawnAt: null, createdAt: new Date(now), createdById: actor.personId! },
    });
    transaction.tell({ type: "needs_link.created", ids: { needsLink: id } });
    context.showOnce({ address: new URL(`${NEEDS_PATH}${token}`, publicUrl).href });
    return { needsLink: id };
  });

/** Withdraws a link. Withdrawing it again changes nothing. */
export const withdrawNeedsLink = implement(WithdrawNeedsLink, async (context, input) => {
  const { id, withdrawnAt } = await context.fetch(NeedsLink, input.id, "id", { lock: true });
  if (withdrawnAt !== null) return { needsLink: id };
  await context.transaction.update(NeedsLink, { id }, { withdrawnAt: new Date(context.now) });
  context.transaction.tell({ type: "needs_link.withdrawn", ids: { needsLink: id } });
  return { needsLink: id };
});
