import { type Json, visibleRows } from "@coachwork/reader";
import { Agreement } from "@coachwork/schema";
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Info, Query, Resolver } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";

/** Says what a text is that somebody has. */
@Resolver()
export class VerifyAgreement {
  @Query(() => Agreement, {
    nullable: true,
    description:
      "The newest agreement with this text that you may read, with its status and signatures. Null if there is none, and also if you may not read it.",
  })
  async verifyAgreement(
    @Arg("hash", () => String, { description: "The SHA-256 of the text in UTF-8, as 64 hexadecimal digits." })
    hash: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Json | null> {
    const viewer = signedIn(context);
    const { database, reader } = context.services;
    const same = "select a.id from agreement a where a.firm_id = $1::uuid and a.text_hash = $2::text";
    const found = (await database.read(viewer, same, [viewer.firmId, hash.toLowerCase()])) as { id: string }[];
    if (found.length === 0) return null;
    const ids = found.map(({ id }) => id);
    // Finance sees that there is an agreement, and not what it says.
    const seen = visibleRows(database.source, viewer, Agreement, ids, { seeing: ["textHash"] });
    const newest = `select s.id from (${seen.text}) s order by s."preparedAt" desc, s.id desc limit 1`;
    const [{ id = undefined } = {}] = (await database.read(viewer, newest, seen.values)) as { id?: string }[];
    if (id === undefined) return null;
    const [agreement] = await reader.rows(viewer, Agreement, [id], info);
    return agreement ?? null;
  }
}
