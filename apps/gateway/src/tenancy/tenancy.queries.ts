import { declareRoot } from "@coachwork/reader";
import {
  Delegation,
  DelegationFilter,
  DelegationOrder,
  Firm,
  Organization,
  OrganizationFilter,
  OrganizationOrder,
  Person,
  PersonFilter,
  PersonOrder,
  Team,
  TeamFilter,
  TeamOrder,
} from "@coachwork/schema";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Info, Query, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { readRoot } from "../graphql/read-root.js";
import { queriesFor } from "../graphql/queries.js";

export const OrganizationQueries = queriesFor(Organization, {
  one: "organization",
  many: "organizations",
  filter: () => OrganizationFilter,
  order: OrganizationOrder,
  orderBy: "NAME",
});

export const TeamQueries = queriesFor(Team, {
  one: "team",
  many: "teams",
  filter: () => TeamFilter,
  order: TeamOrder,
  orderBy: "NAME",
});

export const DelegationQueries = queriesFor(Delegation, {
  one: "delegation",
  many: "delegations",
  filter: () => DelegationFilter,
  order: DelegationOrder,
  orderBy: "CREATED",
});

export const PersonQueries = queriesFor(Person, {
  one: "person",
  many: "people",
  filter: () => PersonFilter,
  order: PersonOrder,
  orderBy: "NAME",
});

declareRoot("me", { kind: "own", entity: Person, id: ({ personId }) => personId, ofPeople: true });
declareRoot("firm", { kind: "own", entity: Firm, id: ({ firmId }) => firmId });

/** The viewer and their firm. */
@Resolver()
export class ViewerQueries {
  @Query(() => Person, { nullable: true, description: "You, as a person of the firm. Null for an API key." })
  me(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return readRoot(context, info);
  }

  @Query(() => Firm, { description: "The firm that you are signed in to." })
  firm(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return readRoot(context, info);
  }
}
