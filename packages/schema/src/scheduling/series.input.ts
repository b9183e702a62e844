import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { wordsOf, type WordOf } from "../common/enums.js";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { DateTime, TimeZone } from "../common/scalars.js";
import { BookSessionCodes } from "./schedule.input.js";
import { SessionSeries } from "./series.js";
import { CancellingParty, SessionKind } from "./session.js";

export const SeriesBooking = wordsOf(
  "SeriesBooking",
  "What becomes of a series when some of its sessions cannot be booked.",
  {
    ALL: "Nothing is booked.",
    POSSIBLE: "The others are booked; these become exceptions.",
  },
);
export type SeriesBooking = WordOf<typeof SeriesBooking>;

@InputType({ description: "A recurring session to book." })
export class BookSeriesInput extends MutationInput {
  @Field(() => ID, { description: "The engagement; it must be active." })
  engagementId!: string;

  @Field(() => [ID], {
    nullable: true,
    description: "The coaches of it whom each session needs; if not given, all whom the engagement has on its day.",
  })
  coachIds?: string[] | null;

  @Field(() => SessionKind, { nullable: true, description: "What the sessions are for; REGULAR if not given." })
  kind?: SessionKind | null;

  @Field(() => String, {
    description:
      "When the first starts on the clock of the zone, such as `2027-03-01T09:00`: a start that the rule yields, in the next 180 days.",
  })
  firstStart!: string;

  @Field(() => Int, { description: "How many minutes each takes, 5 to 720." })
  durationMinutes!: number;

  @Field(() => String, {
    description:
      "When they recur: a recurrence rule (RFC 5545, 3.3.10) such as `FREQ=WEEKLY;INTERVAL=2;COUNT=10`. A time that the zone's clock leaves out is skipped and not counted. Without COUNT and UNTIL the series goes on to the engagement's end.",
  })
  rule!: string;

  @Field(() => TimeZone, {
    nullable: true,
    description: "The zone of the clock; the first coach's if not given.",
  })
  timeZone?: string | null;

  @Field(() => SeriesBooking, {
    defaultValue: SeriesBooking.ALL,
    description: "What to do when some of the sessions cannot be booked.",
  })
  book!: SeriesBooking;
}

@ObjectType({ description: "A session of a series that cannot be booked." })
export class SeriesConflict {
  @Field(() => DateTime, { description: "When it would start.", simple: true })
  startsAt!: Date;

  @Field(() => BookSessionCodes.code, { description: "The reason, as bookSession would tell it.", simple: true })
  code!: string;

  @Field(() => String, { description: "What is wrong and what would be right, for a person to read.", simple: true })
  message!: string;
}

const conflictsField = Field(() => [SeriesConflict], {
  description:
    "The sessions that cannot be booked, in order, of those that are booked at once: of the next 180 days, at most 100.",
  simple: true,
});

const CONFLICTS =
  "Some of the sessions cannot be booked, or none where what is possible was asked for: see `conflicts`.";

export const BookSeriesCodes = refusalCodes("BookSeries", {
  SLOT_IN_PAST: "The first session would start in the past.",
  ENGAGEMENT_NOT_ACTIVE: "Sessions can be booked in an active engagement only.",
  NO_COACH: "The engagement has no coach, or not this one.",
  CONFLICTS,
});

@PayloadOf(BookSeriesCodes)
export class BookSeriesPayload extends Payload {
  @Changed(() => SessionSeries, "The series.")
  series?: SessionSeries | null;

  @conflictsField
  conflicts: SeriesConflict[] = [];
}

@InputType({ description: "A series to call off, or its later part." })
export class CancelSeriesInput extends MutationInput {
  @Field(() => ID, { description: "The series." })
  id!: string;

  @Field(() => DateTime, {
    nullable: true,
    description:
      "The original start of the first session to call off, which must lie ahead; if not given, all that have not begun.",
  })
  from?: Date | null;

  @Field(() => CancellingParty, {
    nullable: true,
    description:
      "On whose side: one's own if not given. A coach or the firm may say that the client called off, for whom the policy holds.",
  })
  cancelledBy?: CancellingParty | null;

  @Field(() => String, { nullable: true, description: "Why, 1 to 500 characters; its people read it." })
  reason?: string | null;
}

export const CancelSeriesCodes = refusalCodes("CancelSeries", {
  WRONG_STATUS: "The series has ended already.",
  POLICY: "The cancellation policy does not let clients call one of the sessions off any more.",
});

@PayloadOf(CancelSeriesCodes)
export class CancelSeriesPayload extends Payload {
  @Changed(() => SessionSeries, "The series, as far as it is left.")
  series?: SessionSeries | null;
}

@InputType({
  description:
    "A series to go on otherwise from one of its sessions on. What is not given stays as it is. Sessions keep their identity where they have a place in both: they are paired in order within the day, week, month or year by which the rules count, from the first on. Those without a place are called off; those that were moved singly stay where they are.",
})
export class ChangeSeriesInput extends MutationInput {
  @Field(() => ID, { description: "The series." })
  id!: string;

  @Field(() => DateTime, {
    description: "The original start of the first session that is to be otherwise; it must lie ahead.",
  })
  from!: Date;

  @Field(() => String, {
    nullable: true,
    description: "When that session is to start, on the clock of the series' zone, such as `2027-03-02T10:30`.",
  })
  firstStart?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "When the sessions recur from then on (RFC 5545, 3.3.10); a COUNT counts from that session.",
  })
  rule?: string | null;

  @Field(() => Int, { nullable: true, description: "How many minutes each is to take, 5 to 720." })
  durationMinutes?: number | null;

  @Field(() => SeriesBooking, {
    defaultValue: SeriesBooking.ALL,
    description:
      "What to do when some of the sessions cannot be then; what cannot be moved is called off, as `cancelSession` would.",
  })
  book!: SeriesBooking;
}

export const ChangeSeriesCodes = refusalCodes("ChangeSeries", {
  WRONG_STATUS: "The series has ended already.",
  POLICY: "The cancellation policy does not let clients move or call off one of the sessions any more.",
  SLOT_IN_PAST: "The first session would start in the past.",
  ENGAGEMENT_NOT_ACTIVE: "Sessions can be booked in an active engagement only.",
  CONFLICTS,
});

@PayloadOf(ChangeSeriesCodes)
export class ChangeSeriesPayload extends Payload {
  @Changed(() => SessionSeries, "The series from that session on; it follows the one that there was.")
  series?: SessionSeries | null;

  @conflictsField
  conflicts: SeriesConflict[] = [];
}
