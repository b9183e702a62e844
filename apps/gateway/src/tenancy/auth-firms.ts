import type { Database } from "@coachwork/platform";
import { encodeId } from "@coachwork/reader";
import { Firm, uuidOf } from "@coachwork/schema";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { z } from "zod";
import { type EndpointOptions, signedIn } from "./auth-endpoint.js";
import type { Membership } from "./auth-identity.js";

/** A firm as sign-in shows it. */
export interface FirmName {
  /** The API id: `firm_<hex>`. */
  readonly id: string;
  readonly name: string;
}

/**
 * The firms of a signed-in user, and the choice of a session's firm: `GET /firms`, `POST /firms/choose {firmId}`. A
 * firm that the user is not in gets the same answer as one that never existed.
 */
export function firms(options: EndpointOptions): BetterAuthPlugin {
  const { identity, database, bus } = options;
  const list = createAuthEndpoint("/firms", { method: "GET" }, async (ctx) => {
    const { session, user } = await signedIn(ctx);
    const [chosen] = await identity.query<{ firmId: string | null }>(
      `select "firmId" from identity.session where id = $1`,
      [session.id],
    );
    const found = await firmsOf(options, user.id);
    const firms = found.map(({ firmId, firm }) => ({ ...firm, chosen: firmId === chosen?.firmId }));
    return ctx.json({ firms: firms.sort((a, b) => (a.name < b.name ? -1 : 1)) });
  });

  const body = z.object({ firmId: z.string() });
  const choose = createAuthEndpoint("/firms/choose", { method: "POST", body }, async (ctx) => {
    const { session } = await signedIn(ctx);
    const [membership] = await identity.query<Membership>(
      `select m."firmId", m."personId" from identity.session s
       join identity.membership m on m."userId" = s."userId" and m."firmId" = $2 where s.id = $1`,
      [session.id, uuidOf(Firm, ctx.body.firmId)],
    );
    const firm = membership && (await firmOf(database, membership));
    if (!firm) {
      const message = `You are in no firm with the id ${ctx.body.firmId}. Choose one from GET /auth/firms.`;
      throw new APIError("NOT_FOUND", { code: "FIRM_NOT_FOUND", message });
    }
    await identity.query(`update identity.session set "firmId" = $2 where id = $1`, [session.id, membership.firmId]);
    bus.recheck(session.id);
    return ctx.json({ firm });
  });

  return {
    id: "firms",
    endpoints: { listFirms: list, chooseFirm: choose },
  };
}

/** The firms that a user is in, without those that deactivated their person. */
export async function firmsOf(
  { identity, database }: Pick<EndpointOptions, "identity" | "database">,
  userId: string,
): Promise<{ firmId: string; firm: FirmName }[]> {
  const memberships = await identity.query<Membership>(
    `select "firmId", "personId" from identity.membership where "userId" = $1`,
    [userId],
  );
  const found = memberships.map(async (membership) => {
    const firm = await firmOf(database, membership);
    return firm ? [{ firmId: membership.firmId, firm }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** A member's firm. Null if they were removed from it. */
async function firmOf(database: Database, { firmId, personId }: Membership): Promise<FirmName | null> {
  const [firm] = await database.read(
    { firmId, personId },
    `select f.name from firm f
     join person p on p.firm_id = $1::uuid and p.id = $2::uuid and p.status not in ('DEACTIVATED', 'ERASED') where f.firm_id = $1::uuid`,
    [firmId, personId],
  );
  return firm ? nameOf(firmId, firm) : null;
}

export async function firmNamed(database: Database, firmId: string): Promise<FirmName | null> {
  const scope = { firmId, personId: null };
  const [firm] = await database.read(scope, "select name from firm where firm_id = $1::uuid", [firmId]);
  return firm ? nameOf(firmId, firm) : null;
}

function nameOf(firmId: string, { name }: Record<string, unknown>): FirmName {
  return { id: encodeId("firm", firmId), name: name as string };
}
