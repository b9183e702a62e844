import { type Actor, Report, ReportOf, type ValuesOf } from "@coachwork/schema";
import { GraphQLError } from "graphql";
import { Ctx, Query, Resolver } from "type-graphql";
import { type Context, signedIn } from "../../graphql/context.js";
import { Takes } from "../../graphql/takes.js";
import { askedFor } from "./asked.js";
import { reportFor } from "./report.js";

@Resolver()
export class ReportQuery {
  @Query(() => Report, {
    nullable: true,
    description:
      "What came of the engagements of the firm, or of an organization or a program. For owners, admins and program managers. Sponsors see what their own organization pays for, and finance all but results. Null for others, and if there is no such organization or program that you may see.",
  })
  @Takes(ReportOf)
  report(@Ctx() context: Context, asked: ValuesOf<typeof ReportOf.fields>): Promise<Report | null> {
    return reportTo(signedIn(context), context, asked);
  }
}

/**
 * The report as a viewer sees it. Requests and previews both get it from here.
 *
 * @throws GraphQLError for an API key, and if a value is out of range
 */
export async function reportTo(
  viewer: Actor,
  { services }: Context,
  given: ValuesOf<typeof ReportOf.fields>,
): Promise<Report | null> {
  if (viewer.personId === null) {
    throw new GraphQLError("Report cannot be read with an API key, whatever its scopes.", {
      extensions: { code: "INSUFFICIENT_SCOPE" },
    });
  }
  return reportFor(services.database, viewer, askedFor(given, viewer));
}
