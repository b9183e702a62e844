import { Field, Int, ObjectType } from "type-graphql";

/**
 * What a coach may enter in the log that the ICF asks for with a credential: "a full 60-minute session with a client who has
 * hired you specifically as their coach (not in any other capacity)", in real time, shorter ones in part; each member of a
 * group counts as a client, and the group's time once
 * (https://icfsupport.freshdesk.com/support/solutions/articles/5000896617).
 *
 * So what counts is sessions of coaching engagements that took place and to which somebody came. A fit check does not: the
 * client has not hired the coach yet. Nor does supervision, in which the coach is the one who learns; nor mentoring.
 */
@ObjectType({
  description:
    "A coach's client coaching hours as the ICF counts them, in real minutes, 60 to the hour: completed sessions of coaching engagements to which somebody came, a group's time once. Fit checks, supervision and mentoring are not among them.",
})
export class CoachingHours {
  @Field(() => Int, { description: "All minutes.", simple: true })
  minutes!: number;

  @Field(() => Int, { description: "Those for which the coach was paid, in whatever way.", simple: true })
  paidMinutes!: number;

  @Field(() => Int, { description: "Those of engagements pro bono.", simple: true })
  proBonoMinutes!: number;

  @Field(() => Int, { description: "Those with one client alone.", simple: true })
  individualMinutes!: number;

  @Field(() => Int, { description: "Those with groups and teams, however many came.", simple: true })
  groupMinutes!: number;

  @Field(() => Int, { description: "How many people were coached; somebody coached twice is one.", simple: true })
  clients!: number;

  @Field(() => Int, { description: "How many sessions there were.", simple: true })
  sessions!: number;
}
