import type { CommandContext } from "@coachwork/platform";
import { type Actor, type ApiKey, type EventWord, Firm, rfc3339, WebhookEndpoint } from "@coachwork/schema";
import { whyInaudible } from "../../live/told-types.js";
import { viewerOfKey } from "../key-viewer.js";
import { lockLine } from "./line-of.js";
import type { Selections } from "./selections.js";

/** Finds an endpoint to change, and locks its messages. */
export async function endpointToChange(context: CommandContext<"ARCHIVED">, id: string): Promise<WebhookEndpoint> {
  const endpoint = await lockedEndpoint(context, id);
  if (endpoint.archivedAt === null) return endpoint;
  return context.refuse("ARCHIVED", "id", "The endpoint was archived. Create another one.");
}

/** Finds an endpoint, also an archived one, and locks its messages first, as all do who change them. */
export async function lockedEndpoint(context: CommandContext<never>, apiId: string): Promise<WebhookEndpoint> {
  const { id } = await context.fetch(WebhookEndpoint, apiId, "id");
  await lockLine(context.transaction, id);
  return context.fetch(WebhookEndpoint, apiId, "id", { lock: true });
}

/** Refuses to send to an endpoint that is disabled or archived. */
export async function endpointToSendTo(
  context: CommandContext<"ARCHIVED" | "WRONG_STATUS">,
  id: string,
): Promise<WebhookEndpoint> {
  const endpoint = await endpointToChange(context, id);
  refuseDisabled(context, endpoint);
  return endpoint;
}

export function refuseDisabled(
  context: CommandContext<"ARCHIVED" | "WRONG_STATUS">,
  { archivedAt, status }: WebhookEndpoint,
): void {
  if (archivedAt !== null) context.refuse("ARCHIVED", "id", "The endpoint was archived. Create another one.");
  if (status !== "ACTIVE") context.refuse("WRONG_STATUS", "id", "The endpoint is disabled. Enable it first.");
}

/** Refuses a key that has ended, and events that it may not see. */
export async function refuseUnheard(
  context: CommandContext<"KEY_ENDED" | "INSUFFICIENT_SCOPE">,
  key: ApiKey,
  eventTypes: readonly EventWord[],
  fields: { readonly key: string; readonly types: string | null },
): Promise<void> {
  const { now } = context;
  const { revokedAt, expiresAt, name } = key;
  if (revokedAt !== null) context.refuse("KEY_ENDED", fields.key, `The API key ${name} was revoked. Choose another.`);
  if (expiresAt !== null && expiresAt.getTime() <= now)
    context.refuse("KEY_ENDED", fields.key, `The API key ${name} expired at ${rfc3339(expiresAt)}. Choose another.`);
  const viewer = await viewerIn(context, key);
  const refusals = eventTypes.flatMap((type, place) => {
    const why = whyInaudible(viewer, type) ?? (isForNobody(type) ? notForKeys(type) : undefined);
    const field = fields.types === null ? fields.key : `${fields.types}.${place}`;
    return why ? [{ code: "INSUFFICIENT_SCOPE" as const, field, message: why.message }] : [];
  });
  if (refusals.length > 0) context.refuseAll(refusals);
}

/** Refuses a selection that is wrong, or that asks for what the key may not see. */
export async function refuseSelection(
  context: CommandContext<"INSUFFICIENT_SCOPE" | "TOO_EXPENSIVE">,
  selections: Selections,
  key: ApiKey,
  selection: string,
): Promise<void> {
  const flaw = selections.flawOf(selection);
  if (flaw) context.refuse(flaw.code, "selection", flaw.message);
  await refuseBlind(context, selections, key, selection, "selection");
}

/** Refuses a key that may not see what a selection asks for. */
export async function refuseBlind(
  context: CommandContext<"INSUFFICIENT_SCOPE">,
  selections: Selections,
  key: ApiKey,
  selection: string,
  field: string,
): Promise<void> {
  const why = selections.whyOutOfScope(selection, await viewerIn(context, key));
  if (why !== undefined) context.refuse("INSUFFICIENT_SCOPE", field, why);
}

async function viewerIn({ transaction, now }: CommandContext<never>, { id: keyId, scopes }: ApiKey): Promise<Actor> {
  const { timeZone } = (await transaction.findOne(Firm, {}))!;
  return viewerOfKey(transaction.scope.firmId, { keyId, scopes, timeZone }, now);
}

/** What happens to endpoints is told by mail and by `events`, never to the endpoints. */
function isForNobody(type: EventWord): boolean {
  return type === "SNAPSHOT" || type.startsWith("WEBHOOK_");
}

function notForKeys(type: EventWord): { readonly message: string } {
  return { message: `No API key may see what ${type} is about.` };
}
