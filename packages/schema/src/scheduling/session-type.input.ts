import { Field, ID, InputType, Int } from "type-graphql";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { SessionKind } from "./session-kind.js";
import { SessionType } from "./session-type.js";

/** What a session of a type needs, where that is not the coach's to say. */
@InputType()
abstract class SessionTypeTerms extends MutationInput {
  @Field(() => Int, {
    nullable: true,
    description: "Minutes from one free slot to the next, 5 to 720; null: the duration.",
  })
  stepMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Minutes kept free before it, 0 to 240; null: what the coach keeps.",
  })
  bufferBeforeMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Minutes kept free after it, 0 to 240; null: what the coach keeps.",
  })
  bufferAfterMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "How many minutes ahead it must be booked, 0 to 43,200 (30 days); null: as the coach asks for.",
  })
  minimumNoticeMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "How many days ahead it can be booked, 1 to 730; null: as the coach allows.",
  })
  horizonDays?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "The most of this type that a coach has on one day, 1 to 50; null: any.",
  })
  mostPerDay?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "The most of this type that a coach has in one week, from Monday, 1 to 200; null: any.",
  })
  mostPerWeek?: number | null;
}

const nameTaken = { NAME_TAKEN: "The firm has a session type of this name." } as const;

@InputType({ description: "A session as the firm offers it." })
export class CreateSessionTypeInput extends SessionTypeTerms {
  @Field(() => String, { description: "What to call it, 1 to 100 characters." })
  name!: string;

  @Field(() => SessionKind, { nullable: true, description: "What such a session is for; REGULAR if not given." })
  kind?: SessionKind | null;

  @Field(() => Int, { description: "How many minutes it takes, 5 to 720." })
  durationMinutes!: number;
}

export const CreateSessionTypeCodes = refusalCodes("CreateSessionType", nameTaken);

@PayloadOf(CreateSessionTypeCodes)
export class CreateSessionTypePayload extends Payload {
  @Changed(() => SessionType, "The new session type.")
  sessionType?: SessionType | null;
}

@InputType({
  description:
    "Changes to a session type; what is not given stays as it is, and what is null holds no longer. Sessions that are booked stay as they are.",
})
export class UpdateSessionTypeInput extends SessionTypeTerms {
  @Field(() => ID, { description: "The session type." })
  id!: string;

  @Field(() => String, { nullable: true, description: "The new name, 1 to 100 characters." })
  name?: string | null;

  @Field(() => SessionKind, { nullable: true, description: "What such a session is for." })
  kind?: SessionKind | null;

  @Field(() => Int, { nullable: true, description: "How many minutes it takes, 5 to 720." })
  durationMinutes?: number | null;
}

export const UpdateSessionTypeCodes = refusalCodes("UpdateSessionType", nameTaken);

@PayloadOf(UpdateSessionTypeCodes)
export class UpdateSessionTypePayload extends Payload {
  @Changed(() => SessionType, "The session type, as it is now.")
  sessionType?: SessionType | null;
}

@InputType({ description: "A session type that is not offered any more. Sessions that are booked stay as they are." })
export class ArchiveSessionTypeInput extends MutationInput {
  @Field(() => ID, { description: "The session type." })
  id!: string;
}

export const ArchiveSessionTypeCodes = refusalCodes("ArchiveSessionType");

@PayloadOf(ArchiveSessionTypeCodes)
export class ArchiveSessionTypePayload extends Payload {
  @Changed(() => SessionType, "The session type, now archived.")
  sessionType?: SessionType | null;
}
