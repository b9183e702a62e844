import { hidden, type Json } from "@coachwork/reader";
import { FileAddress, Resource, Upload, UPLOAD_WORKS } from "@coachwork/schema";
import DataLoader from "dataloader";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { downloadAddress } from "../files/download-address.js";
import { type Context, signedIn } from "../graphql/context.js";
import { UPLOADS } from "./receive-uploads.js";

/** The kind of a resource's file in its address. */
export const RESOURCES = "resource";

const idIn = (row: Json) => (row as { [hidden.id]: string })[hidden.id];

/** Where files are sent to. */
@Resolver(() => Upload)
export class UploadAddresses {
  @FieldResolver(() => FileAddress, {
    description: "Where to send the bytes with PUT, once. Ask for it again if it has ended before the file was there.",
  })
  address(@Root() upload: Json, @Ctx() context: Context): FileAddress {
    const { firmId } = signedIn(context);
    return downloadAddress(context.services, { kind: UPLOADS, firmId, id: idIn(upload) }, UPLOAD_WORKS);
  }
}

/** Where files come from. */
@Resolver(() => Resource)
export class ResourceAddresses {
  @FieldResolver(() => FileAddress, {
    nullable: true,
    description: "Where the file can be downloaded for a few minutes. Null for a link.",
  })
  async download(@Root() resource: Json, @Ctx() context: Context): Promise<FileAddress | null> {
    const id = idIn(resource);
    if (!(await loaderOf(context).load(id))) return null;
    return downloadAddress(context.services, { kind: RESOURCES, firmId: signedIn(context).firmId, id });
  }
}

const loaders = new WeakMap<Context, DataLoader<string, boolean>>();

/** Whether resources have files, asked for all of an answer at once. */
function loaderOf(context: Context): DataLoader<string, boolean> {
  const known = loaders.get(context);
  if (known) return known;
  const loader = new DataLoader<string, boolean>((ids) => haveFiles(context, ids), { cache: false });
  loaders.set(context, loader);
  return loader;
}

async function haveFiles(context: Context, ids: readonly string[]): Promise<boolean[]> {
  const actor = signedIn(context);
  const text = `select r.id from resource r
    where r.firm_id = $1::uuid and r.id = any($2::uuid[]) and r.file_id is not null`;
  const rows = (await context.services.database.read(actor, text, [actor.firmId, ids])) as { id: string }[];
  const found = new Set(rows.map(({ id }) => id));
  return ids.map((id) => found.has(id));
}
