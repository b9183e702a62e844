import { declareExpression, Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { Discreet } from "../../common/discreet.js";
import { ordersOf, wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { onlyFields } from "../../common/only-fields.js";
import { AboutEngagement } from "../../common/personal.js";
import { CalendarDate, TimeZone } from "../../common/scalars.js";
import { Engagement } from "../../engagements/engagement.js";
import { isOfDayIn } from "../../engagements/scopes.js";
import { Person } from "../../tenancy/person.js";
import { placeSql } from "../places/place-sql.js";
import { SessionKind } from "../session-types/session-kind.js";
import { SessionType } from "../session-types/session-type.js";
import { assistedSession } from "./assisted-sessions.js";
import { CancellationCause } from "./cancellation-cause.js";
import { sessionFilters } from "./session-filters.js";
import { SessionStatus } from "./session-status.js";

export { SessionKind };

export const CancellingParty = wordsOf("CancellingParty", "The side that cancelled a session.", {
  COACH: "The coach. It costs the participants nothing.",
  CLIENT: "The client. The cancellation policy applies.",
  FIRM: "The firm. It costs the participants nothing.",
});
export type CancellingParty = WordOf<typeof CancellingParty>;

export const SessionOrder = ordersOf("SessionOrder", "How sessions can be sorted.", {
  STARTS_AT: ["Earliest first. For viewers who may only see the date, DATE is the default instead.", "Latest first."],
  DATE: ["Earliest date first.", "Latest date first."],
  CREATED: ["First booked first.", "Last booked first."],
});

const coached: RowCondition = (session, sql) => `${session}.engagement_id in (select id from ${sql.scope("coached")})`;
/** An array, so that the index by engagement serves the query: a client's sessions are few among a firm's. */
const joined: RowCondition = (session, sql) =>
  `${session}.engagement_id = any(array(select id from ${sql.scope("joined")}))`;

/** Sponsors and finance see the date. The time and the purpose stay between coach and client, but for three-way sessions. */
const details = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "schedule:read"];
const detailed = [
  ...["kind", "status", "startsAt", "endsAt", "timeZone", "sequence", "createdAt", "coaches"],
  ...["cancelledBy", "cancelledAt", "cancellationReason", "cancellationCause", "freeCancellationUntil"],
  ...["decideBy", "minimumMetAt", "offerMinutes"],
  ...["sessionType", "heldUntil", "heldBy", "bookedBy", "place"],
  "originalStart",
];

/** What sponsors need to come to a three-way session, once it is booked. */
const shownToSponsors = ["kind", "status", "startsAt", "endsAt", "timeZone", "sequence", "place"];
const isThreeWay: RowCondition = (session) => `(${session}.kind = 'THREE_WAY' and ${session}.held_until is null)`;
const always = (grants: readonly string[]) => Object.fromEntries(grants.map((grant) => [grant, true as const]));

/** When it is, where and with whom. Nothing of what it is about, and why it was cancelled may tell that. */
export const SESSION_TO_ARRANGE = [
  ...["engagement", "kind", "status", "startsAt", "endsAt", "timeZone", "date", "sequence", "createdAt", "coaches"],
  ...["cancelledBy", "cancelledAt", "cancellationCause", "freeCancellationUntil", "sessionType", "place", "moves"],
  ...["heldUntil", "heldBy", "bookedBy", "capacity", "minimum", "decideBy", "minimumMetAt", "offerMinutes"],
  ...["seatsTaken", "originalStart", "series"],
];

/** A condition for what belongs to a session: the session's engagement must be in the scope. */
export const inSessionsOf =
  (scope: string): RowCondition =>
  (part, sql) => {
    const row = sql.alias("session");
    return `${part}.session_id in (select ${row}.id from session ${row}
      where ${row}.firm_id = ${sql.firm} and ${row}.engagement_id in (select id from ${sql.scope(scope)}))`;
  };

/** A meeting of coaches and participants. */
@Reads({
  prefix: "session",
  visible: {
    ...toManagers,
    COACH: coached,
    CLIENT: joined,
    SPONSOR: (session, sql) => `${session}.engagement_id in (select id from ${sql.scope("sponsored")})`,
    FINANCE: true,
    ASSISTANT: assistedSession,
    "schedule:read": true,
  },
  only: { ASSISTANT: onlyFields(...SESSION_TO_ARRANGE) },
  rights: {
    ...Object.fromEntries(detailed.map((name) => [name, details])),
    ...Object.fromEntries(shownToSponsors.map((name) => [name, { ...always(details), SPONSOR: isThreeWay }])),
    // It would tell clients when others come to be expected, wait for a seat or were marked as absent.
    updatedAt: details.filter((grant) => grant !== "CLIENT"),
    // Like a SHARED note, the agenda belongs to the conversation. Nobody else who runs, pays for or connects to the
    // engagement reads it. New members read it for sessions from their first day on.
    agenda: {
      COACH: (session, sql) => isOfDayIn("coached_times", `${session}.engagement_id`, `${session}.date`, sql),
      CLIENT: (session, sql) => isOfDayIn("joined_times", `${session}.engagement_id`, `${session}.date`, sql),
    },
  },
  implied: { engagement: true },
  orders: { STARTS_AT: ["startsAt"], DATE: ["date"], CREATED: ["createdAt"] },
  filters: sessionFilters,
})
@Entity("session")
@ObjectType({ implements: Node, description: "A meeting of coaches and participants." })
export class Session extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement it belongs to.")
  engagement?: Engagement;

  @Attribute("text", "What it is for. Null for viewers who may only see the date.", {
    as: () => SessionKind,
    nullable: true,
    optional: false,
  })
  kind!: SessionKind;

  @Attribute("text", "The current status. Null for viewers who may only see the date.", {
    as: () => SessionStatus,
    nullable: true,
    optional: false,
  })
  status!: SessionStatus;

  @Attribute("timestamptz", "When it starts. Null for viewers who may only see the date.", {
    nullable: true,
    optional: false,
  })
  startsAt!: Date;

  @Attribute("timestamptz", "When it ends. Null for viewers who may only see the date.", {
    nullable: true,
    optional: false,
  })
  endsAt!: Date;

  @Attribute("text", "The time zone it was agreed in. Null for viewers who may only see the date.", {
    as: () => TimeZone,
    nullable: true,
    optional: false,
  })
  timeZone!: string;

  @Attribute("date", "The date on which it starts, in its time zone.", { as: () => CalendarDate })
  date!: string;

  @Attribute(
    "integer",
    "How often it has been changed (RFC 5545 SEQUENCE). Null for viewers who may only see the date.",
    {
      nullable: true,
      optional: false,
    },
  )
  sequence!: number;

  @Attribute("timestamptz", "When it was booked. Null for viewers who may only see the date.", {
    nullable: true,
    optional: false,
  })
  createdAt!: Date;

  @Column("uuid", { nullable: true })
  seriesId!: string | null;

  @Attribute(
    "timestamptz",
    "Its start by the rule of its series, wherever it was moved. It identifies the session within the series (RFC 5545 RECURRENCE-ID). Null if it is not part of a series, and for viewers who may only see the date.",
    { nullable: true },
  )
  originalStart!: Date | null;

  @Attribute("text", "The side that cancelled it. Null if it was not cancelled.", {
    as: () => CancellingParty,
    nullable: true,
  })
  cancelledBy!: CancellingParty | null;

  @Attribute("timestamptz", "When it was cancelled. Null if it was not.", { nullable: true })
  cancelledAt!: Date | null;

  @AboutEngagement("engagementId")
  @Attribute("text", "The reason for the cancellation, if somebody gave one.", { nullable: true })
  cancellationReason!: string | null;

  @Attribute("text", "Why the firm had to cancel it. Null if somebody cancelled it, or nobody did.", {
    as: () => CancellationCause,
    nullable: true,
  })
  cancellationCause!: CancellationCause | null;

  @Attribute("integer", "How many seats it has. Null if everybody in the engagement is expected.", {
    nullable: true,
  })
  capacity!: number | null;

  @Attribute("integer", "How many seats must be taken or offered for it to take place. Null if there is no minimum.", {
    nullable: true,
  })
  minimum!: number | null;

  @Attribute(
    "timestamptz",
    "When to decide whether it takes place. It is cancelled if fewer seats than the minimum are taken or offered.",
    {
      nullable: true,
    },
  )
  decideBy!: Date | null;

  @Attribute(
    "timestamptz",
    "When it was decided that it takes place. Null if that is still open or there is no minimum.",
    {
      nullable: true,
    },
  )
  minimumMetAt!: Date | null;

  @Attribute("integer", "How many minutes a seat that becomes free is kept for the first person on the waiting list.", {
    nullable: true,
  })
  offerMinutes!: number | null;

  /** Always incremented or decremented in the database. A number read earlier may be out of date. */
  @Attribute("integer", "How many of its seats are taken or offered.")
  seatsTaken!: number;

  @AboutEngagement("engagementId")
  @Discreet()
  @Attribute(
    "text",
    "The agenda, as its coaches and participants wrote it. Hidden (null) from everybody else, and from people who joined after the session's date.",
    { nullable: true },
  )
  agenda!: string | null;

  @Column("uuid", { nullable: true })
  sessionTypeId!: string | null;

  @BelongsTo(() => SessionType, "Its session type, if it was booked as one.")
  sessionType?: SessionType | null;

  /** Null means in the coach's room, which is looked up whenever the session is read. */
  @AboutEngagement("engagementId")
  @Attribute(
    "text",
    "Where it takes place: an address, a phone number or the https address of a meeting. If nobody said, its coach's present meeting room. Null if there is neither.",
    { nullable: true },
  )
  place!: string | null;

  @Attribute("timestamptz", "Until when it is or was held. Null once it is booked.", {
    nullable: true,
  })
  heldUntil!: Date | null;

  @Column("uuid", { nullable: true })
  heldById!: string | null;

  @BelongsTo(() => Person, "The person who held it. Null if it was booked without a hold.")
  heldBy?: Person | null;

  @Column("uuid", { nullable: true })
  bookedById!: string | null;

  @BelongsTo(
    () => Person,
    "The person who booked it, confirmed its hold, logged it or made its series. Null while it is held, if nobody in person did, if you may not see that person, and for viewers who may only see the date.",
  )
  bookedBy?: Person | null;

  /** Which of the person's places for open holds it takes, 1 to 3. */
  @Column("integer", { nullable: true })
  holdPlace!: number | null;

  @UpdatedAt("Null for clients, and for viewers who may only see the date.")
  updatedAt!: Date;
}

declareExpression(Session, "place", (session, sql) => placeSql(session, sql.firm, (name) => sql.alias(name)));
