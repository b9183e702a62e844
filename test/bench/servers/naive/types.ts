import { CalendarDate, DateTime, Role } from "@coachwork/schema";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";

// The GraphQL types of the pages, each field beside its column, as one writes them by hand.

@ObjectType("Organization")
export class OrganizationType {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
}

@ObjectType("Team")
export class TeamType {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
}

@ObjectType("Person")
export class PersonType {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String)
  email!: string;
  @Field(() => String)
  timeZone!: string;
  organizationId!: string | null;
  teamId!: string | null;
}

@ObjectType("Membership")
export class MembershipType {
  @Field(() => ID)
  id!: string;
  @Field(() => CalendarDate)
  joinedOn!: string;
  @Field(() => CalendarDate, { nullable: true })
  leftOn!: string | null;
  personId!: string;
}

@ObjectType("Note")
export class NoteType {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  visibility!: string;
  @Field(() => String)
  text!: string;
  @Field(() => DateTime)
  createdAt!: Date;
  authorId!: string;
}

@ObjectType("Attendance")
export class AttendanceType {
  @Field(() => String)
  status!: string;
  personId!: string;
}

@ObjectType("SessionCoach")
export class SessionCoachType {
  coachId!: string;
}

@ObjectType("Session")
export class SessionType {
  @Field(() => ID)
  id!: string;
  @Field(() => DateTime)
  startsAt!: Date;
  @Field(() => DateTime)
  endsAt!: Date;
  @Field(() => String)
  status!: string;
  @Field(() => String)
  kind!: string;
  engagementId!: string;
}

@ObjectType("Engagement")
export class EngagementType {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  format!: string;
  @Field(() => String, { nullable: true })
  mentoringForm!: string | null;
  @Field(() => String)
  status!: string;
  @Field(() => String, { nullable: true })
  objectives!: string | null;
  @Field(() => CalendarDate)
  startsOn!: string;
  @Field(() => CalendarDate, { nullable: true })
  endsOn!: string | null;
  @Field(() => String, { nullable: true })
  allocationUnit!: string | null;
  @Field(() => Int, { nullable: true })
  allocationAmount!: number | null;
  @Field(() => DateTime)
  createdAt!: Date;
  organizationId!: string | null;
  teamId!: string | null;
}

@ObjectType("PageInfo")
export class PageInfoType {
  @Field(() => Boolean)
  hasNextPage!: boolean;
  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

@ObjectType("MembershipPage")
export class MembershipPage {
  @Field(() => [MembershipType])
  nodes!: MembershipType[];
}

@ObjectType("NotePage")
export class NotePage {
  @Field(() => [NoteType])
  nodes!: NoteType[];
}

@ObjectType("SessionPage")
export class SessionPage {
  @Field(() => [SessionType])
  nodes!: SessionType[];
  @Field(() => PageInfoType)
  pageInfo!: PageInfoType;
}

@ObjectType("PersonPage")
export class PersonPage {
  @Field(() => [PersonType])
  nodes!: PersonType[];
  @Field(() => PageInfoType)
  pageInfo!: PageInfoType;
}

@InputType("NaiveSessionFilter")
export class SessionFilterInput {
  @Field(() => DateTime, { nullable: true })
  startsFrom?: Date;
  @Field(() => DateTime, { nullable: true })
  startsBefore?: Date;
}

@InputType("NaivePersonFilter")
export class PersonFilterInput {
  @Field(() => Role)
  role!: string;
}
