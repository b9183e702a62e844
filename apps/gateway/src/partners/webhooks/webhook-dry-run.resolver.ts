import { latestEvents } from "@coachwork/platform";
import { type Actor, ADMINS, ApiKey, eventOf, EventWord, uuidOf, WebhookPreview, wordFor } from "@coachwork/schema";
import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { type Context, type Services, signedIn } from "../../graphql/context.js";
import { codedError } from "../../graphql/error-codes.js";
import { isTold } from "../../live/told-events.js";
import { requireAudible } from "../../live/told-types.js";
import { viewerOfKey } from "../key-viewer.js";
import { type EndpointKey, keyColumns, whyEnded } from "./endpoint-key.js";
import { messageBody } from "./message-body.js";

/** How many of the latest events are looked through for one that the key is told of. */
const LOOKED_THROUGH = 100;

@Resolver()
export class WebhookDryRun {
  @Query(() => WebhookPreview, {
    nullable: true,
    description:
      "The message that an endpoint with this selection would get about the latest event: of the 100 latest, the first that the key may be told of. Null if there is none. Nothing is sent or stored. For owners and admins.",
  })
  async webhookDryRun(
    @Ctx() context: Context,
    @Arg("apiKeyId", () => ID, { description: "The API key with whose rights the message is made." }) apiKeyId: string,
    @Arg("eventTypes", () => [EventWord], {
      nullable: true,
      description: "Only of these. By default, of all that the key may see.",
    })
    eventTypes?: readonly EventWord[] | null,
    @Arg("selection", () => String, {
      nullable: true,
      description: "A selection set on `Event`, as endpoints have it.",
    })
    selection?: string | null,
  ): Promise<WebhookPreview | null> {
    const { services } = context;
    const asker = signedIn(context);
    if (!ADMINS.some((role) => asker.grants.includes(role)))
      throw codedError("FORBIDDEN", `webhookDryRun is for ${ADMINS.join(" and ")}.`);
    const viewer = await keyOf(services, asker, uuidOf(ApiKey, apiKeyId), selection ?? null);
    if (eventTypes) requireAudible(viewer, eventTypes);
    const types = eventTypes?.map((word) => eventOf(word)!) ?? null;
    for (const event of await latestEvents(services.database, viewer.firmId, types, LOOKED_THROUGH)) {
      if (!(await isTold(services, viewer, event))) continue;
      const selected =
        selection == null ? undefined : await services.selections.answer(services, viewer, selection, event);
      const body = messageBody(services, viewer, event, selected);
      return Object.assign(new WebhookPreview(), { eventType: wordFor(event.type), seq: event.seq, body });
    }
    return null;
  }
}

/** The key as a viewer, who may be shown what the selection asks for. */
async function keyOf(services: Services, { firmId }: Actor, id: string, selection: string | null): Promise<Actor> {
  const now = services.clock.now();
  const text = `select ${keyColumns} from api_key k join firm f on f.firm_id = $1::uuid where k.firm_id = $1::uuid and k.id = $2::uuid`;
  const [row] = await services.database.read({ firmId, personId: null }, text, [firmId, id]);
  if (!row) throw codedError("NOT_FOUND", "There is no ApiKey with this id.");
  const key = row as unknown as EndpointKey;
  if (whyEnded(services, firmId, { ...key, eventTypes: [], selection: null }, now))
    throw codedError("BAD_USER_INPUT", "The API key was revoked or has expired. Give another one.");
  const viewer = viewerOfKey(firmId, key, now);
  const flaw = selection === null ? undefined : services.selections.flawOf(selection);
  if (flaw) throw codedError(flaw.code === "INVALID" ? "BAD_USER_INPUT" : flaw.code, flaw.message);
  const blind = selection === null ? undefined : services.selections.whyOutOfScope(selection, viewer);
  if (blind !== undefined) throw codedError("INSUFFICIENT_SCOPE", blind);
  return viewer;
}
