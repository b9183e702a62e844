import { Field, ObjectType } from "type-graphql";
import { listed } from "../../common/declare.js";
import { DateTime } from "../../common/scalars.js";
import { BookSession } from "../booking/book-session.js";

@ObjectType({ description: "A session of a series that cannot be booked." })
export class SeriesConflict {
  @Field(() => DateTime, { description: "When it would start.", simple: true })
  startsAt!: Date;

  @Field(() => BookSession.codes, { description: "The reason, as bookSession would tell it.", simple: true })
  code!: string;

  @Field(() => String, { description: "What is wrong and what would be right, for a person to read.", simple: true })
  message!: string;
}

export const conflicts = listed<SeriesConflict>(
  () => SeriesConflict,
  "The sessions that cannot be booked, in order, of those that are booked at once: of the next 180 days, at most 100.",
);
