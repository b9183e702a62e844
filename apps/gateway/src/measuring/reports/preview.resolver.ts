import { actorOf, announce } from "@coachwork/platform";
import {
  type Actor,
  ADMINS,
  Person,
  Preview,
  PreviewAs,
  Report,
  ReportOf,
  SurveyResults,
  SurveyResultsOf,
  uuidOf,
  type ValuesOf,
} from "@coachwork/schema";
import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { type Context, signedIn } from "../../graphql/context.js";
import { Takes } from "../../graphql/takes.js";
import { surveyResultsTo } from "../survey-results.resolver.js";
import { reportTo } from "./report.resolver.js";

/** Shows owners and admins what a sponsor is shown, by asking as the sponsor. There is nothing in it that they may not see themselves. */
@Resolver(() => Preview)
export class PreviewQuery {
  @Query(() => Preview, {
    nullable: true,
    description:
      "What a sponsor is shown, for owners and admins: the same answers as when the sponsor asks. Each look is recorded in the audit trail. Null for others, and for a person who is no sponsor.",
  })
  @Takes(PreviewAs)
  async previewAs(@Ctx() context: Context, { personId }: ValuesOf<typeof PreviewAs.fields>): Promise<Preview | null> {
    const asker = signedIn(context);
    if (!ADMINS.some((role) => asker.grants.includes(role))) return null;
    const sponsor = await sponsorOf(context, asker, uuidOf(Person, personId));
    if (!sponsor) return null;
    await record(context, asker, uuidOf(Person, personId));
    return Object.assign(new Preview(), { sponsor });
  }

  @FieldResolver(() => Report, { nullable: true, description: "See `report`." })
  @Takes(ReportOf)
  report(
    @Root() { sponsor }: Preview,
    @Ctx() context: Context,
    asked: ValuesOf<typeof ReportOf.fields>,
  ): Promise<Report | null> {
    return reportTo(sponsor, context, asked);
  }

  @FieldResolver(() => SurveyResults, { nullable: true, description: "See `surveyResults`." })
  @Takes(SurveyResultsOf)
  surveyResults(
    @Root() { sponsor }: Preview,
    @Ctx() context: Context,
    asked: ValuesOf<typeof SurveyResultsOf.fields>,
  ): Promise<SurveyResults | null> {
    return surveyResultsTo(sponsor, context, asked);
  }
}

/** A sponsor with the roles that they hold now. Undefined for a person who is none, or is no longer active. */
async function sponsorOf(
  { services: { database, clock } }: Context,
  { firmId }: Actor,
  personId: string,
): Promise<Actor | undefined> {
  const person = await actorOf(database, { firmId, personId }, clock.now());
  return person?.grants.includes("SPONSOR") ? person : undefined;
}

async function record({ services: { database, bus, clock } }: Context, asker: Actor, person: string): Promise<void> {
  const done = await database.transaction(asker, async (transaction) => {
    transaction.stamp(asker.actorId, clock.now(), asker.clientAddress);
    transaction.tell({ type: "person.previewed", ids: { person } });
    return Promise.resolve(transaction);
  });
  announce(bus, asker.firmId, done);
}
