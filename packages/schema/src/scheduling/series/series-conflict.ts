import { Field, ObjectType } from "type-graphql";
import { listed } from "../../common/declare.js";
import { DateTime } from "../../common/scalars.js";
import { BookSession } from "../booking/book-session.js";

@ObjectType({ description: "A session of a series that cannot be booked." })
export class SeriesConflict {
  @Field(() => DateTime, { description: "When it would start.", simple: true })
  startsAt!: Date;

  @Field(() => BookSession.codes, { description: "The error code that bookSession would give.", simple: true })
  code!: string;

  @Field(() => String, { description: "A message for people that says what is wrong and what to do.", simple: true })
  message!: string;
}

export const conflicts = listed<SeriesConflict>(
  () => SeriesConflict,
  "The sessions that cannot be booked, in order. Only sessions that are booked at once are checked: those in the next 180 days, at most 100.",
);
