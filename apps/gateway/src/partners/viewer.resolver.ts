import { apiIdOf } from "@coachwork/reader";
import {
  type Actor,
  ApiKey,
  permissionsOf,
  type Role,
  Role as Roles,
  SCOPES,
  Viewer,
  ViewerKey,
  ViewerLimits,
} from "@coachwork/schema";
import { Ctx, Query, Resolver } from "type-graphql";
import { type Context, type Services, signedIn } from "../graphql/context.js";

/** What a client can ask about itself, so that a partner's program need not be told what its key may do. */
@Resolver()
export class ViewerQuery {
  @Query(() => Viewer, { description: "Who is asking, what they may do, and what they may spend." })
  async viewer(@Ctx() context: Context): Promise<Viewer> {
    const actor = signedIn(context);
    const { services, clientAddress } = context;
    const { firmId, personId, grants } = actor;
    return Object.assign(new Viewer(), {
      person: personId,
      apiKey: personId === null ? await ownKey(services, actor) : null,
      firm: firmId,
      roles: grants.filter((grant): grant is Role => grant in Roles),
      scopes: grants.filter((grant) => grant in SCOPES),
      permissions: permissionsOf(actor),
      limits: Object.assign(new ViewerLimits(), services.costs.standing({ actor, clientAddress })),
    });
  }
}

/** A key is told about itself and no other: it asks for no id. */
async function ownKey({ database }: Services, actor: Actor): Promise<ViewerKey> {
  const { firmId, actorId } = actor;
  const [key] = await database.read(
    actor,
    `select name, allowed_addresses as "allowedAddresses", created_at as "createdAt", expires_at as "expiresAt",
       rotated_at as "rotatedAt"
     from api_key where firm_id = $1::uuid and id = $2::uuid`,
    [firmId, actorId],
  );
  return Object.assign(new ViewerKey(), key, { id: apiIdOf(ApiKey, actorId) });
}
