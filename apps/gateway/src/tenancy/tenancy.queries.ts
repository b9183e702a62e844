import {
  Firm,
  Organization,
  OrganizationOrder,
  Person,
  PersonFilter,
  PersonOrder,
  Team,
  TeamOrder,
} from "@coachwork/schema";
import { GraphQLError, type GraphQLResolveInfo } from "graphql";
import { Ctx, Info, Query, Resolver } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { queriesFor } from "../graphql/queries.js";

export const OrganizationQueries = queriesFor(Organization, {
  one: "organization",
  many: "organizations",
  order: OrganizationOrder,
  orderBy: "NAME",
});

export const TeamQueries = queriesFor(Team, { one: "team", many: "teams", order: TeamOrder, orderBy: "NAME" });

export const PersonQueries = queriesFor(Person, {
  one: "person",
  many: "people",
  filter: () => PersonFilter,
  order: PersonOrder,
  orderBy: "NAME",
});

/** Who and where the viewer is. */
@Resolver()
export class ViewerQueries {
  @Query(() => Person, { nullable: true, description: "You, as a person of the firm; null for an API key." })
  me(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    const actor = signedIn(context);
    return actor.personId === null ? null : context.services.reader.row(actor, Person, actor.personId, info);
  }

  @Query(() => Firm, { description: "The firm that you are signed in to." })
  async firm(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    const actor = signedIn(context);
    const firm = await context.services.reader.row(actor, Firm, actor.firmId, info);
    if (firm) return firm;
    const message = "You hold no role in this firm: ask whoever runs it for one.";
    throw new GraphQLError(message, { extensions: { code: "FORBIDDEN" } });
  }
}
