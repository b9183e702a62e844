import { type Json } from "@coachwork/reader";
import { Agreement } from "@coachwork/schema";
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Info, Query, Resolver } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";

/** The most agreements with the same text that are looked at, newest first. */
const MOST = 20;

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
    const text = `select a.id from agreement a where a.firm_id = $1::uuid and a.text_hash = $2::text
      order by a.prepared_at desc, a.id desc limit ${MOST}`;
    const found = (await database.read(viewer, text, [viewer.firmId, hash.toLowerCase()])) as { id: string }[];
    const seen = await Promise.all(
      // Finance sees that there is an agreement, and not what it says.
      found.map(async ({ id }) => ((await reader.sees(viewer, Agreement, id, { fields: ["textHash"] })) ? id : null)),
    );
    const id = seen.find((each) => each !== null);
    if (id == null) return null;
    const [agreement] = await reader.rows(viewer, Agreement, [id], info);
    return agreement ?? null;
  }
}
