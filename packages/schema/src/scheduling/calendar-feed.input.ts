import { Field, ID, InputType } from "type-graphql";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { CalendarFeed, CalendarFeedKind } from "./calendar-feed.js";

@InputType({ description: "A calendar feed of one's own." })
export class CreateCalendarFeedInput extends MutationInput {
  @Field(() => CalendarFeedKind, { nullable: true, description: "Which sessions it has; PERSON if not given." })
  kind?: CalendarFeedKind | null;
}

export const CreateCalendarFeedCodes = refusalCodes("CreateCalendarFeed", {
  NOT_A_COACH: "Only who holds the role COACH has sessions that they coach.",
  TOO_MANY_FEEDS: "A person has at most 5 feeds that are not revoked.",
});

@PayloadOf(CreateCalendarFeedCodes)
export class CreateCalendarFeedPayload extends Payload {
  @Changed(() => CalendarFeed, "The new feed, as it is kept.")
  calendarFeed?: CalendarFeed | null;

  @Field(() => String, {
    nullable: true,
    simple: true,
    description:
      "The address to subscribe to in a calendar program, shown this once; whoever knows it reads the calendar. Null when an idempotency key repeats an earlier answer.",
  })
  address?: string | null;
}

@InputType({ description: "A calendar feed to revoke." })
export class RevokeCalendarFeedInput extends MutationInput {
  @Field(() => ID, { description: "The feed." })
  id!: string;
}

export const RevokeCalendarFeedCodes = refusalCodes("RevokeCalendarFeed");

@PayloadOf(RevokeCalendarFeedCodes)
export class RevokeCalendarFeedPayload extends Payload {
  @Changed(() => CalendarFeed, "The feed, now revoked.")
  calendarFeed?: CalendarFeed | null;
}
