import {
  Attendance,
  Engagement,
  EngagementCoach,
  EngagementParticipant,
  Note,
  Organization,
  Person,
  PersonRole,
  Session,
  SessionCoach,
  Team,
} from "@coachwork/schema";
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { And, type EntityManager, LessThan, MoreThanOrEqual } from "typeorm";
import type { PeerViewer } from "../peer.ts";
import {
  AttendanceType,
  EngagementType,
  MembershipPage,
  MembershipType,
  NotePage,
  NoteType,
  OrganizationType,
  PersonFilterInput,
  PersonPage,
  PersonType,
  SessionCoachType,
  SessionFilterInput,
  SessionPage,
  SessionType,
  TeamType,
} from "./types.ts";

/** One request: one transaction, in which each field looks up what it needs. */
export interface Context {
  readonly viewer: PeerViewer;
  readonly manager: EntityManager;
}

@Resolver(() => PersonType)
export class PersonResolver {
  @Query(() => PersonPage)
  async people(
    @Arg("first", () => Int) first: number,
    @Arg("filter", () => PersonFilterInput) { role }: PersonFilterInput,
    @Ctx() { manager, viewer: { firmId } }: Context,
  ): Promise<unknown> {
    const rows = await manager
      .createQueryBuilder(Person, "p")
      .innerJoin(PersonRole, "r", "r.firm_id = p.firm_id and r.person_id = p.id")
      .where("p.firm_id = :firmId", { firmId })
      .andWhere("r.role = :role", { role })
      .orderBy("p.name")
      .addOrderBy("p.id")
      .limit(first + 1)
      .getMany();
    return pageOf(rows, first);
  }

  @FieldResolver(() => [String])
  async roles(@Root() { id }: PersonType, @Ctx() { manager, viewer: { firmId } }: Context): Promise<string[]> {
    const rows = await manager.find(PersonRole, { where: { firmId, personId: id }, order: { role: "asc" } });
    return rows.map(({ role }) => role);
  }

  @FieldResolver(() => OrganizationType, { nullable: true })
  organization(@Root() { organizationId: id }: PersonType, @Ctx() { manager, viewer: { firmId } }: Context): unknown {
    return id && manager.findOneBy(Organization, { firmId, id });
  }

  @FieldResolver(() => TeamType, { nullable: true })
  team(@Root() { teamId: id }: PersonType, @Ctx() { manager, viewer: { firmId } }: Context): unknown {
    return id && manager.findOneBy(Team, { firmId, id });
  }
}

@Resolver(() => MembershipType)
export class MembershipResolver {
  @FieldResolver(() => PersonType)
  person(@Root() { personId: id }: MembershipType, @Ctx() { manager, viewer: { firmId } }: Context): unknown {
    return manager.findOneBy(Person, { firmId, id });
  }
}

@Resolver(() => AttendanceType)
export class AttendanceResolver {
  @FieldResolver(() => PersonType)
  person(@Root() { personId: id }: AttendanceType, @Ctx() { manager, viewer: { firmId } }: Context): unknown {
    return manager.findOneBy(Person, { firmId, id });
  }
}

@Resolver(() => SessionCoachType)
export class SessionCoachResolver {
  @FieldResolver(() => PersonType)
  coach(@Root() { coachId: id }: SessionCoachType, @Ctx() { manager, viewer: { firmId } }: Context): unknown {
    return manager.findOneBy(Person, { firmId, id });
  }
}

@Resolver(() => NoteType)
export class NoteResolver {
  @FieldResolver(() => PersonType)
  author(@Root() { authorId: id }: NoteType, @Ctx() { manager, viewer: { firmId } }: Context): unknown {
    return manager.findOneBy(Person, { firmId, id });
  }
}

@Resolver(() => SessionType)
export class SessionResolver {
  @Query(() => SessionType, { nullable: true })
  session(@Arg("id", () => ID) id: string, @Ctx() { manager, viewer: { firmId } }: Context): unknown {
    return manager.findOneBy(Session, { firmId, id: uuidOf(id) });
  }

  @Query(() => SessionPage)
  async sessions(
    @Arg("first", () => Int) first: number,
    @Arg("after", () => String, { nullable: true }) after: string | undefined,
    @Arg("filter", () => SessionFilterInput, { nullable: true }) filter: SessionFilterInput | undefined,
    @Ctx() { manager, viewer: { firmId } }: Context,
  ): Promise<unknown> {
    const { startsFrom, startsBefore } = filter ?? {};
    const rows = await manager.find(Session, {
      where: {
        firmId,
        ...(startsFrom && startsBefore ? { startsAt: And(MoreThanOrEqual(startsFrom), LessThan(startsBefore)) } : {}),
      },
      order: { startsAt: "asc", id: "asc" },
      skip: Number(after ?? 0),
      take: first + 1,
    });
    return pageOf(rows, first);
  }

  @FieldResolver(() => [SessionCoachType])
  coaches(@Root() { id }: SessionType, @Ctx() { manager, viewer: { firmId } }: Context): unknown {
    return manager.find(SessionCoach, { where: { firmId, sessionId: id }, order: { coachId: "asc" } });
  }

  @FieldResolver(() => [AttendanceType])
  attendance(@Root() { id }: SessionType, @Ctx() { manager, viewer: { firmId } }: Context): unknown {
    return manager.find(Attendance, { where: { firmId, sessionId: id }, order: { personId: "asc" } });
  }

  @FieldResolver(() => EngagementType)
  engagement(@Root() { engagementId: id }: SessionType, @Ctx() { manager, viewer: { firmId } }: Context): unknown {
    return manager.findOneBy(Engagement, { firmId, id });
  }
}

@Resolver(() => EngagementType)
export class EngagementResolver {
  @Query(() => EngagementType, { nullable: true })
  engagement(@Arg("id", () => ID) id: string, @Ctx() { manager, viewer: { firmId } }: Context): unknown {
    return manager.findOneBy(Engagement, { firmId, id: uuidOf(id) });
  }

  @FieldResolver(() => OrganizationType, { nullable: true })
  organization(
    @Root() { organizationId: id }: EngagementType,
    @Ctx() { manager, viewer: { firmId } }: Context,
  ): unknown {
    return id && manager.findOneBy(Organization, { firmId, id });
  }

  @FieldResolver(() => TeamType, { nullable: true })
  team(@Root() { teamId: id }: EngagementType, @Ctx() { manager, viewer: { firmId } }: Context): unknown {
    return id && manager.findOneBy(Team, { firmId, id });
  }

  @FieldResolver(() => MembershipPage)
  async coaches(
    @Root() { id }: EngagementType,
    @Arg("first", () => Int) first: number,
    @Ctx() { manager, viewer: { firmId } }: Context,
  ): Promise<unknown> {
    const where = { firmId, engagementId: id };
    return {
      nodes: await manager.find(EngagementCoach, { where, order: { joinedOn: "asc", id: "asc" }, take: first }),
    };
  }

  @FieldResolver(() => MembershipPage)
  async participants(
    @Root() { id }: EngagementType,
    @Arg("first", () => Int) first: number,
    @Ctx() { manager, viewer: { firmId } }: Context,
  ): Promise<unknown> {
    const [where, order] = [{ firmId, engagementId: id }, { joinedOn: "asc", id: "asc" } as const];
    return { nodes: await manager.find(EngagementParticipant, { where, order, take: first }) };
  }

  @FieldResolver(() => SessionPage)
  async sessions(
    @Root() { id }: EngagementType,
    @Arg("first", () => Int) first: number,
    @Arg("filter", () => SessionFilterInput, { nullable: true }) filter: SessionFilterInput | undefined,
    @Ctx() { manager, viewer: { firmId } }: Context,
  ): Promise<unknown> {
    const startsFrom = filter?.startsFrom;
    const where = { firmId, engagementId: id, ...(startsFrom && { startsAt: MoreThanOrEqual(startsFrom) }) };
    return { nodes: await manager.find(Session, { where, order: { startsAt: "asc", id: "asc" }, take: first }) };
  }

  @FieldResolver(() => NotePage)
  async notes(
    @Root() { id }: EngagementType,
    @Arg("first", () => Int) first: number,
    @Ctx() { manager, viewer: { firmId } }: Context,
  ): Promise<unknown> {
    const where = { firmId, engagementId: id };
    return { nodes: await manager.find(Note, { where, order: { createdAt: "desc", id: "desc" }, take: first }) };
  }
}

function pageOf<T extends { id: string }>(rows: T[], first: number) {
  const nodes = rows.slice(0, first);
  return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor: nodes.at(-1)?.id ?? null } };
}

/** An id of ours without its prefix. */
function uuidOf(id: string): string {
  return id.slice(id.lastIndexOf("_") + 1);
}
