import { Field, Int, ObjectType } from "type-graphql";

/**
 * What a coach may enter in the client coaching log for an ICF credential: "a full 60-minute session with a client who
 * has hired you specifically as their coach (not in any other capacity)". Time is real time, and shorter sessions count
 * in part. Each member of a group counts as a client; the group's time counts once
 * (https://icfsupport.freshdesk.com/support/solutions/articles/5000896617).
 *
 * So only sessions of coaching engagements count, if they took place and somebody came. A chemistry session does not:
 * the client has not hired the coach yet. Nor does supervision, in which the coach is the learner, nor mentoring.
 */
@ObjectType({
  description:
    "A coach's client coaching hours by the ICF's rules, in real minutes (60 to the hour). They include completed sessions of coaching engagements to which somebody came. A group's time counts once. Chemistry sessions, supervision and mentoring do not count.",
})
export class CoachingHours {
  @Field(() => Int, { description: "All minutes.", simple: true })
  minutes!: number;

  @Field(() => Int, { description: "Paid minutes, in whatever way they were paid.", simple: true })
  paidMinutes!: number;

  @Field(() => Int, { description: "Minutes in pro bono engagements.", simple: true })
  proBonoMinutes!: number;

  @Field(() => Int, { description: "Minutes with a single client.", simple: true })
  individualMinutes!: number;

  @Field(() => Int, { description: "Minutes with groups and teams, however many people came.", simple: true })
  groupMinutes!: number;

  @Field(() => Int, { description: "The number of different people coached.", simple: true })
  clients!: number;

  @Field(() => Int, { description: "The number of sessions.", simple: true })
  sessions!: number;
}
