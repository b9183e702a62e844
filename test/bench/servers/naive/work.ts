import { ActionItem, Agreement, CalendarDate, DateTime, Goal, GoalProgress, Person } from "@coachwork/schema";
import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import type { Context } from "./resolvers.ts";
import { EngagementType, PersonType } from "./types.ts";

// What people work on in an engagement, as types and as lookups.

@ObjectType("GoalProgress")
class GoalProgressType {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  level!: number;
  @Field(() => CalendarDate)
  reachedOn!: string;
  @Field(() => String, { nullable: true })
  comment!: string | null;
}

@ObjectType("GoalProgressPage")
class GoalProgressPage {
  @Field(() => [GoalProgressType])
  nodes!: GoalProgressType[];
}

@ObjectType("Goal")
class GoalType {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  title!: string;
  @Field(() => CalendarDate, { nullable: true })
  targetDate!: string | null;
  @Field(() => String)
  status!: string;
  @Field(() => Int, { nullable: true })
  weight!: number | null;
}

@ObjectType("GoalPage")
class GoalPage {
  @Field(() => [GoalType])
  nodes!: GoalType[];
}

@ObjectType("ActionItem")
class ActionItemType {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  title!: string;
  @Field(() => CalendarDate, { nullable: true })
  dueOn!: string | null;
  @Field(() => String)
  status!: string;
  ownerId!: string;
}

@ObjectType("ActionItemPage")
class ActionItemPage {
  @Field(() => [ActionItemType])
  nodes!: ActionItemType[];
}

@ObjectType("Agreement")
class AgreementType {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  status!: string;
  @Field(() => DateTime)
  preparedAt!: Date;
  @Field(() => DateTime, { nullable: true })
  completedAt!: Date | null;
}

@ObjectType("AgreementPage")
class AgreementPage {
  @Field(() => [AgreementType])
  nodes!: AgreementType[];
}

@Resolver(() => GoalType)
export class GoalResolver {
  @FieldResolver(() => GoalProgressPage)
  async progress(
    @Root() { id }: GoalType,
    @Arg("first", () => Int) first: number,
    @Ctx() { manager, viewer: { firmId } }: Context,
  ): Promise<unknown> {
    const [where, order] = [{ firmId, goalId: id }, { reachedOn: "asc", id: "asc" } as const];
    return { nodes: await manager.find(GoalProgress, { where, order, take: first }) };
  }
}

@Resolver(() => ActionItemType)
export class ActionItemResolver {
  @FieldResolver(() => PersonType)
  owner(@Root() { ownerId: id }: ActionItemType, @Ctx() { manager, viewer: { firmId } }: Context): unknown {
    return manager.findOneBy(Person, { firmId, id });
  }
}

@Resolver(() => EngagementType)
export class EngagementWorkResolver {
  @FieldResolver(() => GoalPage)
  async goals(
    @Root() { id }: EngagementType,
    @Arg("first", () => Int) first: number,
    @Ctx() { manager, viewer: { firmId } }: Context,
  ): Promise<unknown> {
    const where = { firmId, engagementId: id };
    return { nodes: await manager.find(Goal, { where, order: { id: "asc" }, take: first }) };
  }

  @FieldResolver(() => ActionItemPage)
  async actionItems(
    @Root() { id }: EngagementType,
    @Arg("first", () => Int) first: number,
    @Ctx() { manager, viewer: { firmId } }: Context,
  ): Promise<unknown> {
    const where = { firmId, engagementId: id };
    return { nodes: await manager.find(ActionItem, { where, order: { id: "asc" }, take: first }) };
  }

  @FieldResolver(() => AgreementPage)
  async agreements(
    @Root() { id }: EngagementType,
    @Arg("first", () => Int) first: number,
    @Ctx() { manager, viewer: { firmId } }: Context,
  ): Promise<unknown> {
    const where = { firmId, engagementId: id };
    return { nodes: await manager.find(Agreement, { where, order: { preparedAt: "asc", id: "asc" }, take: first }) };
  }
}
