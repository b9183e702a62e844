import { hidden, type Json } from "@coachwork/reader";
import { BulkExport } from "@coachwork/schema";
import DataLoader from "dataloader";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { downloadAddress } from "../../files/download-address.js";
import { type Context, signedIn } from "../../graphql/context.js";
import { BULK_EXPORTS } from "./bulk-file.js";

/** Where results can be downloaded. */
@Resolver(() => BulkExport)
export class BulkAddresses {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Where the result can be downloaded for a few minutes, without signing in: JSON lines. Everybody who has the address can, so show it to nobody else. Null if there is no result, and for everybody but who asked for it.",
  })
  async url(@Root() row: Json, @Ctx() context: Context): Promise<string | null> {
    const id = (row as { [hidden.id]: string })[hidden.id];
    if (!(await loaderOf(context).load(id))) return null;
    return downloadAddress(context.services, { kind: BULK_EXPORTS, firmId: signedIn(context).firmId, id }).url;
  }
}

const loaders = new WeakMap<Context, DataLoader<string, boolean>>();

/** Whether exports have a result for the viewer, asked for all of an answer at once. */
function loaderOf(context: Context): DataLoader<string, boolean> {
  const known = loaders.get(context);
  if (known) return known;
  const loader = new DataLoader<string, boolean>((ids) => haveResults(context, ids), { cache: false });
  loaders.set(context, loader);
  return loader;
}

async function haveResults(context: Context, ids: readonly string[]): Promise<boolean[]> {
  const { services } = context;
  const actor = signedIn(context);
  const text = `select e.id from bulk_export e where e.firm_id = $1::uuid and e.id = any($2::uuid[])
    and e.expires_at > $3::timestamptz and coalesce(e.created_by_id, e.api_key_id) = $4::uuid`;
  const now = new Date(services.clock.now());
  const rows = await services.database.read(actor, text, [actor.firmId, ids, now, actor.actorId]);
  const found = new Set((rows as { id: string }[]).map(({ id }) => id));
  return ids.map((id) => found.has(id));
}
