import { Field, ID, InputType } from "type-graphql";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { Person } from "../tenancy/person.js";

@InputType({ description: "A person who leaves the firm." })
export class DeactivatePersonInput extends MutationInput {
  @Field(() => ID, { description: "The person." })
  personId!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "Who coaches from today on in the engagements that the person coaches. The sessions ahead go on with them at the same times; one at whose time they do not work or are not free goes on with its other coaches, or else the firm calls it off. Series go on with them likewise. Null: nobody.",
  })
  handOverToId?: string | null;
}

export const DeactivatePersonCodes = refusalCodes("DeactivatePerson", {
  ALREADY_DEACTIVATED: "The person is deactivated already.",
  LAST_OWNER: "The person is the firm's only owner.",
  DEACTIVATED: "Who is to take over is deactivated.",
  NOT_A_COACH: "Who is to take over does not hold the role COACH.",
  TAKES_PART: "Who is to take over takes part in one of the engagements, and cannot coach there.",
  NEEDS_CONSENT: "Handing over to oneself needs another person's consent: ask with requestToJoinEngagement first.",
});

@PayloadOf(DeactivatePersonCodes)
export class DeactivatePersonPayload extends Payload {
  @Changed(() => Person, "The person, now deactivated.")
  person?: Person | null;
}

@InputType({ description: "A deactivated person who comes back." })
export class ReactivatePersonInput extends MutationInput {
  @Field(() => ID, { description: "The person." })
  personId!: string;
}

export const ReactivatePersonCodes = refusalCodes("ReactivatePerson", {
  NOT_DEACTIVATED: "The person is not deactivated.",
});

@PayloadOf(ReactivatePersonCodes)
export class ReactivatePersonPayload extends Payload {
  @Changed(() => Person, "The person, with the roles held before.")
  person?: Person | null;
}
