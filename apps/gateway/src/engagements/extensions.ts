import type { CommandContext, Transaction } from "@coachwork/platform";
import { Engagement, Extension, type ExtensionMove, extensionMoves, openExtensionSql } from "@coachwork/schema";
import { isOn, SIDES } from "./membership.js";

type Context = CommandContext<"ALREADY_DECIDED">;

/** An extension that somebody may decide about, locked after its engagement, as in every command that ends an engagement. */
interface ToDecide {
  readonly engagement: Engagement;
  readonly extension: Extension;
}

/** Takes a step of an extension's life, if it is still open and the viewer may take the step. */
export async function decideExtension(
  context: Context,
  id: string,
  name: "accepted" | "declined" | "withdrawn",
): Promise<ToDecide> {
  const { transaction, actor, now } = context;
  const { engagementId } = await context.fetch(Extension, id, "id");
  const engagement = (await transaction.visible(actor, Engagement, engagementId, { lock: true }))!;
  const extension = await context.fetch(Extension, id, "id", { lock: true });
  const move: ExtensionMove = extensionMoves[name];
  await judge(context, extension, move);
  if (!move.from.includes(extension.status) || !(await isOpen(transaction, extension.id, actor.today))) {
    const status = move.from.includes(extension.status) ? "EXPIRED" : extension.status;
    context.refuse("ALREADY_DECIDED", "id", `The extension is ${status}. It cannot be ${name} any more.`);
  }
  const decision = { status: move.to, decidedAt: new Date(now), decidedById: actor.personId };
  await transaction.update(Extension, { id: extension.id }, decision);
  transaction.tell({ type: `extension.${name}`, ids: { engagement: engagementId, extension: extension.id } });
  return { engagement, extension };
}

/** Refuses unless the viewer is who the step is for. */
async function judge(context: Context, extension: Extension, { by }: ExtensionMove): Promise<void> {
  if (by === "PROPOSER") {
    if (extension.proposedById === context.actor.personId) return;
    context.refuse("FORBIDDEN", "id", "Only the proposer can withdraw an extension. Decline it instead.");
  }
  const other = extension.side === "COACH" ? SIDES.PARTICIPANT : SIDES.COACH;
  if (await isOn(context, other, extension.engagementId)) return;
  const who = extension.side === "COACH" ? "mentee" : "mentor";
  context.refuse("FORBIDDEN", "id", `Only a ${who} of the engagement can answer this extension.`);
}

/** Whether what was proposed can still be done. */
export async function isOpen(transaction: Transaction, id: string, today: string): Promise<boolean> {
  const open = openExtensionSql("x", "$1::uuid", "$3::date");
  const text = `select ${open} as "isOpen" from extension x where x.firm_id = $1::uuid and x.id = $2::uuid`;
  const [found] = await transaction.query<{ isOpen: boolean }>(text, [transaction.scope.firmId, id, today]);
  return found!.isOpen;
}

/** Expires the extension of an engagement that waits for an answer, if there is one. */
export async function expireExtension(transaction: Transaction, engagementId: string): Promise<void> {
  const waiting = await transaction.findOne(Extension, { engagementId, status: "PROPOSED" });
  if (!waiting) return;
  const { to: status } = extensionMoves.expired;
  await transaction.update(Extension, { id: waiting.id }, { status });
  transaction.tell({ type: "extension.expired", ids: { engagement: engagementId, extension: waiting.id } });
}
